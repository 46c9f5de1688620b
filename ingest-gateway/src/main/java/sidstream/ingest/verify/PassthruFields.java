// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the values of fields named {@code passthru} in a query, a form, a JSON or a multipart body:
 * there Exotel repeats the whole URL that it called before.
 */
final class PassthruFields {

  /** The field's name, in any case. */
  static final String NAME = "passthru";

  private final byte[] bytes;
  private final List<Range> ranges = new ArrayList<>();

  /**
   * Bytes of a value.
   *
   * @param start of its first byte
   * @param end after its last byte
   */
  record Range(int start, int end) {}

  private PassthruFields(byte[] bytes) {
    this.bytes = bytes;
  }

  static List<Range> in(byte[] bytes) {
    PassthruFields fields = new PassthruFields(bytes);
    int at = 0;
    while (at + NAME.length() < bytes.length) {
      at = fields.isName(at) ? fields.add(at, at + NAME.length()) : at + 1;
    }
    return fields.ranges;
  }

  private boolean isName(int at) {
    for (int i = 0; i < NAME.length(); i++) {
      if (Character.toLowerCase((char) bytes[at + i]) != NAME.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Adds the value after this name, and tells where to go on. */
  private int add(int name, int after) {
    boolean quoted = name > 0 && bytes[name - 1] == '"' && bytes[after] == '"';
    boolean pair = name == 0 || bytes[name - 1] == '&' || bytes[name - 1] == '?';
    Range value = quoted ? quoted(after + 1) : pair ? pair(after) : new Range(after, after);
    if (value.start() < value.end()) {
      ranges.add(value);
    }
    return value.end();
  }

  /** Of a form, {@code passthru=...} or {@code passthru[url]=...}. */
  private Range pair(int after) {
    int end = find('&', after);
    int equals = find('=', after);
    boolean named = bytes[after] == '=' || bytes[after] == '[' || bytes[after] == '%';
    return named && equals < end ? new Range(equals + 1, end) : new Range(after, after);
  }

  /** After {@code "passthru"}: a member of JSON, or the header of a part. */
  private Range quoted(int after) {
    int at = skipSpace(after);
    if (at < bytes.length && bytes[at] == ':') {
      int value = skipSpace(at + 1);
      return new Range(value, jsonEnd(value));
    }
    int blank = find("\r\n\r\n", after);
    return new Range(
        Math.min(blank + 4, bytes.length), find("\r\n--", Math.min(blank + 2, bytes.length)));
  }

  /** Where a JSON value ends. */
  private int jsonEnd(int start) {
    int open = 0;
    boolean text = false;
    for (int at = start; at < bytes.length; at++) {
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

  private int find(char wanted, int start) {
    int at = start;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private int find(String wanted, int start) {
    for (int at = start; at + wanted.length() <= bytes.length; at++) {
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
