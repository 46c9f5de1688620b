// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Areas of telephone numbers by how these begin, from a table that whoever runs sidstream brings:
 * telecom circles by the series of mobile numbers, above all. The longest beginning that fits
 * counts. Safe for use by many threads.
 */
public final class Areas {

  /** Knows none. */
  public static final Areas NONE = new Areas(Map.of());

  /**
   * A plus, up to 9 digits, a comma, and the area: no quotes, and nothing that could be somebody's
   * number.
   */
  private static final Pattern LINE =
      Pattern.compile("(\\+[1-9][0-9]{0,8})\\s*,\\s*((?!.*[0-9]{7})[^\\s\"][^\"]*)");

  /** A beginning that leaves fewer digits open tells who it is. */
  private static final int OPEN_DIGITS = 3;

  private static final String COMMENT = "#";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Map<String, String> byBeginning;
  private final int longest;

  private Areas(Map<String, String> byBeginning) {
    this.byBeginning = Map.copyOf(byBeginning);
    longest = byBeginning.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Reads a table.
   *
   * @param lines {@code +919845,Karnataka}: the beginning in E.164, and everything behind the
   *     comma; empty lines and those that begin with a hash say nothing
   * @throws IllegalArgumentException with the number of the line that says no area, or says another
   *     one than a line above; or when no line says one. What stands in it is not shown: it may be
   *     another file, of numbers or secrets
   */
  public static Areas of(List<String> lines) {
    Map<String, String> areas = new HashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).replace(BYTE_ORDER_MARK, "").strip();
      if (!line.isEmpty() && !line.startsWith(COMMENT)) {
        put(areas, number, line);
      }
    }
    if (areas.isEmpty()) {
      throw new IllegalArgumentException("it holds no area");
    }
    return new Areas(areas);
  }

  private static void put(Map<String, String> areas, int number, String line) {
    Matcher says = LINE.matcher(line);
    if (!says.matches()) {
      throw new IllegalArgumentException(
          "line %d is not such as +919845,Karnataka: a plus, up to 9 digits, a comma, an area without quotes"
              .formatted(number));
    }
    String before = areas.putIfAbsent(says.group(1), says.group(2));
    if (before != null && !before.equals(says.group(2))) {
      throw new IllegalArgumentException(
          "line %d: its beginning has another area above".formatted(number));
    }
  }

  /**
   * @param e164 with its plus
   * @return null where no beginning fits that leaves some digits open
   */
  @Nullable String of(String e164) {
    for (int length = Math.min(longest, e164.length() - OPEN_DIGITS); length > 1; length--) {
      String area = byBeginning.get(e164.substring(0, length));
      if (area != null) {
        return area;
      }
    }
    return null;
  }
}
