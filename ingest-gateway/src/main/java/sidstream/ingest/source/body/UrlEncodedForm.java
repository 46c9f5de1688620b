// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded}, as a body or as the query of a URL. Lenient: an
 * escape that is none stays as it is, and bytes that are no UTF-8 become U+FFFD. Never throws.
 */
public final class UrlEncodedForm {

  private UrlEncodedForm() {}

  /** The first value of each name of a query; empty for none. */
  public static Map<String, String> firstValues(@Nullable String query) {
    Map<String, String> values = new LinkedHashMap<>();
    if (query != null) {
      pairs(query.getBytes(UTF_8))
          .forEach(pair -> values.putIfAbsent(pair.getKey(), pair.getValue()));
    }
    return values;
  }

  static List<Entry<String, String>> pairs(byte[] form) {
    List<Entry<String, String>> pairs = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= form.length; end++) {
      if (end == form.length || form[end] == '&') {
        if (end > start) {
          pairs.add(pair(form, start, end));
        }
        start = end + 1;
      }
    }
    return pairs;
  }

  private static Entry<String, String> pair(byte[] form, int start, int end) {
    int equals = start;
    while (equals < end && form[equals] != '=') {
      equals++;
    }
    String value = equals < end ? decoded(form, equals + 1, end) : "";
    return Map.entry(decoded(form, start, equals), value);
  }

  private static String decoded(byte[] form, int start, int end) {
    byte[] bytes = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      int escaped = form[i] == '%' && i + 2 < end ? escaped(form, i) : -1;
      if (escaped >= 0) {
        bytes[length++] = (byte) escaped;
        i += 2;
      } else {
        bytes[length++] = form[i] == '+' ? (byte) ' ' : form[i];
      }
    }
    return new String(bytes, 0, length, UTF_8);
  }

  private static int escaped(byte[] form, int percent) {
    int high = Character.digit(form[percent + 1], 16);
    int low = Character.digit(form[percent + 2], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
