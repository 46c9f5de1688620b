// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.regex.Pattern;

/**
 * Finds telephone numbers in texts that should hold none: 10 to 15 digits, from 8 on behind a plus
 * or where they are all there is; in one piece, letters before or behind, or in groups with up to
 * two of {@code ( ) . - / _} and spaces between. In doubt it is a number: a long id of digits alone
 * is taken for one. Dates are not, nor what mixes letters and digits, as Sids and UUIDs do.
 *
 * <p>Written out rather than as patterns: it looks at every Sid of every record.
 */
final class NumberLike {

  private static final int FEWEST = 8;
  private static final int FEWEST_BARE = 10;
  private static final int MOST = 15;
  private static final int MOST_GROUPS = 6;
  private static final String DATE = "20dd.dd.dd";
  private static final String UUID = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  private static final String SEPARATORS = " ().-/_";
  private static final Pattern DAY =
      Pattern.compile("20\\d\\d([-/._]?)(0[1-9]|1[0-2])\\1(0[1-9]|[12]\\d|3[01])");

  private final String text;
  private final int[] groups = new int[MOST_GROUPS];
  private int size;
  private int groupsEnd;

  private NumberLike(String text) {
    this.text = text;
  }

  static boolean in(String text) {
    int digits = 0;
    boolean alone = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits += isDigit(c) ? 1 : 0;
      alone &= isDigit(c) || c == '+' || SEPARATORS.indexOf(c) >= 0;
    }
    return digits >= FEWEST
        && ((alone && digits <= MOST && !isDay(text)) || new NumberLike(text).found());
  }

  private boolean found() {
    int at = 0;
    while (at < text.length()) {
      if (isAt(at, UUID)) {
        at += UUID.length();
      } else if (!isDigit(text.charAt(at))) {
        at++;
      } else if (isAt(at, DATE)) {
        at += DATE.length();
      } else {
        int end = endOfDigits(at);
        if (isNumber(at, end) || endsNumber(at, end)) {
          return true;
        }
        at = end;
      }
    }
    return false;
  }

  private boolean isNumber(int start, int end) {
    int digits = end - start;
    boolean plus = isPlus(start - 1) || text.regionMatches(true, start - 3, "%2B", 0, 3);
    return digits <= MOST
        && digits >= (plus ? FEWEST : FEWEST_BARE)
        && (plus || !isDigitBehindLetters(start - 1, -1))
        && !isDigitBehindLetters(end, 1);
  }

  /** With the groups of digits before it. */
  private boolean endsNumber(int start, int end) {
    if (!continues(start) || size == MOST_GROUPS) {
      size = 0;
    }
    groups[size++] = end - start;
    groupsEnd = end;
    int digits = end - start;
    for (int i = size - 2; i >= 0; i--) {
      digits += groups[i];
      if (digits >= FEWEST_BARE && digits <= MOST) {
        return true;
      }
    }
    return false;
  }

  private boolean continues(int start) {
    int gap = start - groupsEnd;
    return size > 0
        && gap <= 2
        && SEPARATORS.indexOf(text.charAt(start - 1)) >= 0
        && SEPARATORS.indexOf(text.charAt(groupsEnd)) >= 0;
  }

  private boolean isDigitBehindLetters(int from, int step) {
    int at = from;
    while (isLetterAt(at)) {
      at += step;
    }
    return at != from && at >= 0 && at < text.length() && isDigit(text.charAt(at));
  }

  private boolean isPlus(int at) {
    return at >= 0 && text.charAt(at) == '+';
  }

  private boolean isLetterAt(int at) {
    return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
  }

  private int endOfDigits(int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * Whether the letters from here on are of a shape, and no more than the shape: d for a digit, h
   * for a hex digit, a dot for a separator.
   */
  private boolean isAt(int start, String shape) {
    int end = start + shape.length();
    boolean whole = !isLetterOrDigitAt(start - 1) && !isLetterOrDigitAt(end);
    boolean fits = whole && end <= text.length();
    for (int i = 0; fits && i < shape.length(); i++) {
      char c = text.charAt(start + i);
      fits =
          switch (shape.charAt(i)) {
            case 'd' -> isDigit(c);
            case 'h' -> Character.digit(c, 16) >= 0;
            case '.' -> SEPARATORS.indexOf(c) >= 0;
            default -> c == shape.charAt(i);
          };
    }
    return fits;
  }

  private boolean isLetterOrDigitAt(int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  /** A date and nothing else. */
  private static boolean isDay(String text) {
    return text.startsWith("20") && DAY.matcher(text).matches();
  }

  private static boolean isDigit(char c) {
    return Character.isDigit(c); // of any script
  }
}
