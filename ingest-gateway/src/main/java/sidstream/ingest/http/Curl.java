// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.body.Body;

/**
 * An example as a command for a shell.
 *
 * @param url callback URL, without a query
 */
record Curl(String url) {

  String command(RawWebhook.Request example) {
    String body = new String(example.bytes(), UTF_8);
    String type = String.valueOf(example.contentType());
    if (example.method().equals("GET")) {
      return "curl -i " + quoted(url + '?' + body);
    }
    if (type.startsWith("multipart/") && Body.of(example) instanceof Body.Fields fields) {
      return fields.values().entrySet().stream()
          .map(field -> " \\\n  --form-string " + quoted(field.getKey() + '=' + field.getValue()))
          .collect(Collectors.joining("", "curl -i " + quoted(url), ""));
    }
    return "curl -i %s \\\n  -H %s \\\n  --data-raw %s"
        .formatted(quoted(url), quoted("Content-Type: " + type), quoted(body));
  }

  /** One word, whatever it holds. */
  private static String quoted(String word) {
    return '\'' + word.replace("'", "'\\''") + '\'';
  }
}
