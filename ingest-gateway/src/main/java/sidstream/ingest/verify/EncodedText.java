// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

/**
 * Text of which each character may be percent-encoded or escaped as in JSON, several times over:
 * {@code /}, {@code %2F}, {@code \/} and {@code %252f} are the same one. Nothing is copied.
 */
final class EncodedText {

  /** Secrets are looked for through so many encodings. */
  static final int DEEPEST = 4;

  private static final long NONE = -1;
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  /** What is no ASCII: no secret and no part of a URL's grammar. */
  private static final int OTHER = 0xFF;

  private final byte[] bytes;

  /**
   * @param bytes not changed, neither here nor elsewhere
   */
  EncodedText(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Whether any character can be an encoded one.
   *
   * @param latin1 a character for each byte
   */
  static boolean mayHoldEncoded(String latin1) {
    return latin1.indexOf('%') >= 0 || latin1.indexOf('\\') >= 0;
  }

  /** Whether a byte can be the first of an encoded character. */
  static boolean isLead(int character) {
    return character == '%' || character == '\\';
  }

  /**
   * Where the needle, begun here, ends; -1 where it does not stand here. Of several readings the
   * most encoded one counts, which is the longest.
   */
  int end(int start, byte[] needle) {
    return end(start, needle, 0);
  }

  private int end(int start, byte[] needle, int from) {
    int at = start;
    int index = from;
    while (index < needle.length && at < bytes.length && !isLead(bytes[at])) {
      if (bytes[at++] != needle[index++]) {
        return -1;
      }
    }
    if (index == needle.length) {
      return at;
    }
    long last = NONE;
    for (int rounds = DEEPEST; at < bytes.length && rounds >= 0; rounds--) {
      long character = at(at, rounds);
      if (character != last && value(character) == needle[index]) {
        int end = end(next(character), needle, index + 1);
        if (end >= 0) {
          return end;
        }
      }
      last = character;
    }
    return -1;
  }

  /**
   * The character that begins here after so many rounds of decoding: {@link #value} and {@link
   * #next} take it apart.
   *
   * @param at below the length
   */
  long at(int at, int rounds) {
    int literal = bytes[at] & 0xFF;
    if (rounds == 0 || !isLead(literal)) {
      return character(literal, at + 1);
    }
    long before = at(at, rounds - 1);
    long decoded =
        switch (value(before)) {
          case '%' -> hex(next(before), 2, rounds - 1);
          case '\\' -> escape(next(before), rounds - 1);
          default -> NONE;
        };
    return decoded == NONE ? before : decoded;
  }

  /**
   * Whether the character here can be one of these, in any reading. Quick for what is encoded once,
   * as nearly everything is: true without a look where it takes more.
   *
   * @param wanted by ASCII code
   */
  boolean mayBe(boolean[] wanted, int at) {
    int literal = bytes[at] & 0xFF;
    if (wanted[literal] || !isLead(literal)) {
      return wanted[literal];
    }
    if (at + 1 < bytes.length && isLead(bytes[at + 1])) {
      return true;
    }
    long decoded = at(at, 1);
    boolean more = isLead(value(decoded)) && next(decoded) > at + 1;
    return wanted[value(decoded)] || more || isFollowedByLead(at + 1);
  }

  /** Whether digits of an escape may be escapes themselves. */
  private boolean isFollowedByLead(int start) {
    for (int at = start; at < start + 5 && at < bytes.length; at++) {
      if (isLead(bytes[at])) {
        return at - start < (bytes[start - 1] == '%' ? 2 : bytes[start] == 'u' ? 5 : 1);
      }
    }
    return false;
  }

  static int value(long character) {
    return (int) character & 0xFF;
  }

  /** Where the next character begins. */
  static int next(long character) {
    return (int) (character >> Byte.SIZE);
  }

  int length() {
    return bytes.length;
  }

  private static long character(int value, int next) {
    return ((long) next << Byte.SIZE) | value;
  }

  private long escape(int at, int rounds) {
    if (at >= bytes.length) {
      return NONE;
    }
    long kind = at(at, rounds);
    if (value(kind) == 'u') {
      return hex(next(kind), 4, rounds);
    }
    int escape = ESCAPES.indexOf(value(kind));
    return escape < 0 ? NONE : character(ESCAPED.charAt(escape), next(kind));
  }

  private long hex(int start, int digits, int rounds) {
    int at = start;
    int value = 0;
    for (int i = 0; i < digits; i++) {
      long character = at < bytes.length ? at(at, rounds) : NONE;
      int digit = character == NONE ? -1 : Character.digit(value(character), 16);
      if (digit < 0) {
        return NONE;
      }
      value = value * 16 + digit;
      at = next(character);
    }
    return character(Math.min(value, OTHER), at);
  }
}
