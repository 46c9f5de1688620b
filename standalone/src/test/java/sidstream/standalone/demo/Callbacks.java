// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a webhook's top-level fields back, by other code than wrote them. */
final class Callbacks {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PART =
      Pattern.compile(
          "--(%s)\r\n%s; name=\"([^\"]+)\"\r\n\r\n([^\r\n]*)\r\n"
              .formatted("form-data-boundary-[a-z0-9]{16}", "Content-Disposition: form-data"));

  private Callbacks() {}

  static Map<String, String> fields(Webhook webhook) {
    String type = webhook.contentType();
    if (type.startsWith("multipart/form-data; boundary=")) {
      return multipart(webhook.body(), type.substring(type.indexOf('=') + 1));
    }
    return type.equals("application/json") ? json(webhook.body()) : form(webhook.body());
  }

  /** Refuses every byte that is not as the provider writes it. */
  static Map<String, String> multipart(String body, String boundary) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher part = PART.matcher(body);
    int end = 0;
    while (part.find(end) && part.start() == end && part.group(1).equals(boundary)) {
      fields.put(part.group(2), part.group(3));
      end = part.end();
    }
    if (!body.substring(end).equals("--" + boundary + "--\r\n\r\n")) {
      throw new AssertionError("not as the provider writes: " + body.substring(end));
    }
    return fields;
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] both = pair.split("=", 2);
      fields.put(URLDecoder.decode(both[0], UTF_8), URLDecoder.decode(both[1], UTF_8));
    }
    return fields;
  }

  private static Map<String, String> json(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> field : MAPPER.readTree(body).properties()) {
        fields.put(field.getKey(), field.getValue().asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fields;
  }
}
