// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign team put into the one custom field of a call or message: one plain id, a JSON
 * object, or {@code key=value} pairs with {@code & ; , |} or white space between them.
 *
 * <p>Never fails. The provider cuts a field that is too long: of JSON that breaks off, what stands
 * before counts.
 *
 * @param values texts and numbers by path: names in lower case, a dot where an object is inside
 *     another; as they stand, nothing in them is decoded
 * @param plain the whole, where it is neither JSON nor pairs
 */
record CustomField(Map<String, String> values, @Nullable String plain) {

  private static final int LONGEST = 4096; // providers take 128 to 256 characters
  private static final int MOST_NESTED = 8;
  private static final CustomField NOTHING = new CustomField(Map.of(), null);
  private static final Pattern PAIR = Pattern.compile("([\\w.-]{1,64})=([^=&;,|\\s][^&;,|\\s]*)");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MOST_NESTED).build())
          .build();

  static CustomField of(@Nullable String text) {
    String field = text == null ? "" : text.strip();
    if (field.isEmpty() || field.length() > LONGEST) {
      return NOTHING;
    }
    if (field.startsWith("{")) {
      return new CustomField(json(field), null);
    }
    Map<String, String> pairs = field.indexOf('=') < 0 ? Map.of() : pairs(field);
    return new CustomField(pairs, pairs.isEmpty() ? field : null);
  }

  private static Map<String, String> pairs(String field) {
    Map<String, String> values = new HashMap<>();
    Matcher pair = PAIR.matcher(field);
    while (pair.find()) {
      values.putIfAbsent(pair.group(1).toLowerCase(Locale.ROOT), pair.group(2));
    }
    return values;
  }

  private static Map<String, String> json(String field) {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(field)) {
      json.nextToken();
      object(json, "", values);
    } catch (IOException e) {
      // it breaks off here
    }
    return values;
  }

  private static void object(JsonParser json, String prefix, Map<String, String> values)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + json.currentName().toLowerCase(Locale.ROOT);
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        object(json, path + '.', values);
      } else if (value == JsonToken.START_ARRAY) {
        json.skipChildren();
      } else if (value == JsonToken.VALUE_STRING || (value != null && value.isNumeric())) {
        values.putIfAbsent(path, json.getText());
      }
    }
  }
}
