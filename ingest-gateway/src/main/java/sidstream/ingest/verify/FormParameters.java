// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts a form's parameters into the text that Twilio signs. Strict where readers are lenient: what
 * no encoder of forms writes could be read in two ways, and then the signature of one would be
 * taken for the other.
 */
final class FormParameters {

  private final ByteBuffer form;

  private FormParameters(ByteBuffer form) {
    this.form = form;
  }

  /**
   * Names and values, decoded, in order of the names and then of the values, each pair once; null
   * for what no encoder of forms writes.
   */
  static byte @Nullable [] joined(ByteBuffer form) {
    return new FormParameters(form.duplicate()).joined();
  }

  private byte @Nullable [] joined() {
    TreeMap<String, SortedSet<String>> parameters = new TreeMap<>();
    while (form.hasRemaining()) {
      String name = decoded('=');
      String value = name == null ? null : decoded('&');
      if (name == null || value == null) {
        return null;
      }
      parameters.computeIfAbsent(name, first -> new TreeSet<>()).add(value);
    }
    StringBuilder joined = new StringBuilder();
    parameters.forEach(
        (name, values) -> values.forEach(value -> joined.append(name).append(value)));
    return joined.toString().getBytes(ISO_8859_1);
  }

  /**
   * A character per byte, up to the end, which is taken too. The equals sign must be there; an
   * ampersand must be followed by another pair.
   */
  private @Nullable String decoded(char end) {
    StringBuilder text = new StringBuilder();
    while (form.hasRemaining()) {
      int b = form.get();
      if (b == end) {
        return end == '&' && !form.hasRemaining() ? null : text.toString();
      }
      int decoded = b == '%' ? escaped() : b == '+' ? ' ' : b;
      boolean plain = b > ' ' && b < 127 && b != '&' && b != '=';
      if (!plain || decoded < 0) {
        return null;
      }
      text.append((char) decoded);
    }
    return end == '&' ? text.toString() : null;
  }

  private int escaped() {
    if (form.remaining() < 2) {
      return -1;
    }
    int high = Character.digit(form.get(), 16);
    int low = Character.digit(form.get(), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
