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

  /** A plus, up to 9 digits (more could be somebody's number), a comma, and the area. */
  private static final Pattern LINE = Pattern.compile("(\\+[1-9][0-9]{0,8})\\s*,\\s*(\\S.*)");

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
   * @throws IllegalArgumentException naming the line that says no area, or says another one than a
   *     line above; or when no line says one
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
          "line %d: '%s' is no beginning of up to 9 digits and its area, such as +919845,Karnataka"
              .formatted(number, line));
    }
    String before = areas.putIfAbsent(says.group(1), says.group(2));
    if (before != null && !before.equals(says.group(2))) {
      throw new IllegalArgumentException(
          "line %d: %s is %s above".formatted(number, says.group(1), before));
    }
  }

  /**
   * @param e164 with its plus
   */
  @Nullable String of(String e164) {
    for (int length = Math.min(longest, e164.length()); length > 1; length--) {
      String area = byBeginning.get(e164.substring(0, length));
      if (area != null) {
        return area;
      }
    }
    return null;
  }
}
