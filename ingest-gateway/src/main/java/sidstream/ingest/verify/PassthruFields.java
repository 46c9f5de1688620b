// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the values of fields named {@code passthru} in a query, a form, a JSON or a multipart body:
 * there Exotel repeats the whole URL that it called before.
 *
 * <p>A name within a value is one too: only what is well-formed says for certain which is which.
 * Values that overlap are one, which remembers where each began.
 */
final class PassthruFields {

  /** The field's name, in any case. */
  static final String NAME = "passthru";

  /** Steps in search of the ends of values: so many for each byte, and some more. */
  private static final int STEPS = 8;

  private static final int MORE_STEPS = 1 << 20;

  private final byte[] bytes;
  private final List<Range> values = new ArrayList<>();
  private boolean hasBlankLine = true;
  private long steps;
  private int givenUp;

  /**
   * Bytes of a value.
   *
   * @param start of its first byte
   * @param end after its last byte
   */
  private record Range(int start, int end) {}

  private PassthruFields(byte[] bytes) {
    this.bytes = bytes;
    steps = MORE_STEPS + (long) STEPS * bytes.length;
    givenUp = bytes.length;
  }

  /**
   * The bytes of the values that a URL keeps secret. Where values nest so often that to find their
   * ends would take too long, the rest is.
   */
  static BitSet secrets(byte[] bytes) {
    PassthruFields fields = new PassthruFields(bytes);
    fields.find();
    return fields.secrets();
  }

  private void find() {
    String letters = inLowerCase();
    int at = letters.indexOf(NAME);
    while (at >= 0 && at + NAME.length() < givenUp) {
      add(value(at, at + NAME.length()), at);
      at = letters.indexOf(NAME, at + 1);
    }
    values.sort(Comparator.comparingInt(Range::start));
  }

  private void add(Range value, int name) {
    if (steps <= 0) {
      givenUp = name;
    } else if (value.start() < value.end()) {
      values.add(value);
    }
  }

  private BitSet secrets() {
    BitSet secrets = new BitSet();
    secrets.set(givenUp, bytes.length);
    int next = 0;
    while (next < values.size()) {
      next = cut(next, secrets);
    }
    return secrets;
  }

  /** Cuts one value and those that overlap it; returns which is next. */
  private int cut(int first, BitSet secrets) {
    int start = values.get(first).start();
    int end = values.get(first).end();
    BitSet starts = new BitSet();
    int next = first;
    for (; next < values.size() && values.get(next).start() < end; next++) {
      starts.set(values.get(next).start() - start);
      end = Math.max(end, values.get(next).end());
    }
    BitSet found = UrlSecrets.in(Arrays.copyOfRange(bytes, start, end), starts);
    found.stream().forEach(at -> secrets.set(start + at));
    return next;
  }

  /**
   * A character for each byte: only letters become letters, and the VM itself searches for them.
   */
  private String inLowerCase() {
    byte[] lower = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      lower[i] = (byte) (bytes[i] | 0x20);
    }
    return new String(lower, ISO_8859_1);
  }

  /** Empty where it is no field's name. */
  private Range value(int name, int after) {
    if (name == 0 || bytes[name - 1] == '&' || bytes[name - 1] == '?') {
      return pair(after);
    }
    if (bytes[name - 1] != '"' || bytes[after] != '"') {
      return new Range(after, after);
    }
    boolean part = name >= 2 && bytes[name - 2] == '=';
    return part ? part(after + 1) : member(after + 1);
  }

  /** Of a form, {@code passthru=...} or {@code passthru[url]=...}. */
  private Range pair(int after) {
    if (bytes[after] != '=' && bytes[after] != '[' && bytes[after] != '%') {
      return new Range(after, after);
    }
    int end = find('&', after, bytes.length);
    return new Range(Math.min(find('=', after, end) + 1, end), end);
  }

  /** Of a JSON object. */
  private Range member(int afterName) {
    int colon = skipSpace(afterName);
    if (colon == bytes.length || bytes[colon] != ':') {
      return new Range(afterName, afterName);
    }
    int start = skipSpace(colon + 1);
    return new Range(start, jsonEnd(start));
  }

  /** Of a multipart form, after the blank line that ends its headers. */
  private Range part(int afterName) {
    int blank = hasBlankLine ? find("\r\n\r\n", afterName) : bytes.length;
    hasBlankLine = blank < bytes.length;
    int start = Math.min(blank + 2, bytes.length);
    return hasBlankLine ? new Range(start + 2, find("\r\n--", start)) : new Range(0, 0);
  }

  /** Where a JSON value ends. */
  private int jsonEnd(int start) {
    int open = 0;
    boolean text = false;
    for (int at = start; at < bytes.length && steps-- > 0; at++) {
      byte b = bytes[at];
      if (text && b == '\\') {
        at++;
      } else if (b == '"') {
        text = !text;
      } else if (!text) {
        open += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
      }
      if (!text && (open < 0 || (open == 0 && (b == ',' || b == '"' || b == '}' || b == ']')))) {
        return open < 0 || b == ',' ? at : at + 1;
      }
    }
    return bytes.length;
  }

  private int skipSpace(int start) {
    int at = start;
    while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  private int find(char wanted, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != wanted && steps-- > 0) {
      at++;
    }
    return at;
  }

  private int find(String wanted, int start) {
    for (int at = start; at + wanted.length() <= bytes.length && steps-- > 0; at++) {
      int same = 0;
      while (same < wanted.length() && bytes[at + same] == wanted.charAt(same)) {
        same++;
      }
      if (same == wanted.length()) {
        return at;
      }
    }
    return bytes.length;
  }
}
