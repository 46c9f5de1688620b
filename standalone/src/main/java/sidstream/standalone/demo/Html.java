// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as they stand on a page: escaped, masked, in words. */
final class Html {

  /** Outcomes that have a colour in the style sheet, the best first. */
  static final List<String> TONES =
      List.of(
          "completed",
          "delivered",
          "accepted",
          "in-progress",
          "no-answer",
          "busy",
          "failed",
          "canceled",
          "other");

  private static final Pattern NUMBER_LIKE = Pattern.compile("\\+?[0-9][0-9 ()./-]{6,}[0-9]");
  private static final int ID = 6;
  private static final int HEAD = 3;
  private static final int TAIL = 4;

  private Html() {}

  /** Campaign and lead ids come from whoever can reach the callback URL. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A number with its middle hidden: {@code +91******9991}; all of it where it is short. */
  static String masked(String number) {
    int hidden = number.length() - HEAD - TAIL;
    return hidden < HEAD
        ? "*".repeat(number.length())
        : escaped(
            number.substring(0, HEAD)
                + "*".repeat(hidden)
                + number.substring(number.length() - TAIL));
  }

  /** An id that a user chose; masked where the user chose a telephone number. */
  static String reference(String id) {
    return NUMBER_LIKE.matcher(id).matches() ? masked(id) : escaped(id);
  }

  /** The beginning of an id; the whole of it shows under the pointer. */
  static String shortened(String id) {
    return id.length() <= ID + 2
        ? escaped(id)
        : "<span title=\"%s\">%s…</span>".formatted(escaped(id), escaped(id.substring(0, ID)));
  }

  static String pill(String outcome) {
    return "<b class=\"pill %s\">%s</b>".formatted(tone(outcome), escaped(outcome));
  }

  /** CSS class of an outcome. */
  static String tone(String outcome) {
    return TONES.contains(outcome) ? outcome : "other";
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 54.3 %}, or a dash where there is nothing to tell. */
  static String percent(@Nullable Double share) {
    return share == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** {@code 0:47}, {@code 1:02:03}. */
  static String duration(long seconds) {
    return seconds < 3_600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }
}
