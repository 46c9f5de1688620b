// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The three forms in which the provider writes a callback, byte for byte. */
enum WireForm {
  /** The default of calls. */
  MULTIPART {
    @Override
    Written write(Map<String, @Nullable Object> fields, Random random) {
      String boundary = "form-data-boundary-" + letters(random);
      StringBuilder body = new StringBuilder();
      flat(fields)
          .forEach(
              (name, value) ->
                  body.append("--%s\r\n".formatted(boundary))
                      .append("Content-Disposition: form-data; name=\"%s\"\r\n".formatted(name))
                      .append("\r\n%s\r\n".formatted(value)));
      body.append("--%s--\r\n\r\n".formatted(boundary)); // two line ends: seen, and legal
      return new Written("multipart/form-data; boundary=" + boundary, body.toString());
    }
  },

  /** The default of messages. */
  FORM {
    @Override
    Written write(Map<String, @Nullable Object> fields, Random random) {
      String body =
          flat(fields).entrySet().stream()
              .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
              .collect(Collectors.joining("&"));
      return new Written("application/x-www-form-urlencoded", body);
    }
  },

  /** On request, and what campaigns send: lists are lists, numbers are numbers. */
  JSON {
    @Override
    Written write(Map<String, @Nullable Object> fields, Random random) {
      try {
        return new Written("application/json", MAPPER.writeValueAsString(fields));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("maps and lists are JSON", e);
      }
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** A body and its header. */
  record Written(String contentType, String body) {}

  /**
   * @param fields texts, whole numbers, nulls, or lists of legs
   * @param random for the boundary
   */
  abstract Written write(Map<String, @Nullable Object> fields, Random random);

  private static Map<String, String> flat(Map<String, @Nullable Object> fields) {
    Map<String, String> flat = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value instanceof List<?> legs) {
            for (int i = 0; i < legs.size(); i++) {
              String leg = name + '[' + i + ']';
              ((Map<?, ?>) legs.get(i))
                  .forEach((key, inner) -> flat.put(leg + '[' + key + ']', text(inner)));
            }
          } else {
            flat.put(name, text(value));
          }
        });
    return flat;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String letters(Random random) {
    return random
        .ints(16, 0, LETTERS.length())
        .mapToObj(i -> LETTERS.substring(i, i + 1))
        .collect(Collectors.joining());
  }
}
