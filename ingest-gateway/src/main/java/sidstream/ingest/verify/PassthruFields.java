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
  private boolean hasBlankLine = true;

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
      at =
          (bytes[at] | 0x20) == 'p' && fields.isName(at)
              ? fields.add(at, at + NAME.length())
              : at + 1;
    }
    return fields.ranges;
  }

  private boolean isName(int at) {
    for (int i = 0; i < NAME.length(); i++) {
      if ((bytes[at + i] | 0x20) != NAME.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Adds the value after this name, and tells where to go on. */
  private int add(int name, int after) {
    Range value = value(name, after);
    if (value.start() < value.end()) {
      ranges.add(value);
    }
    return Math.max(after, value.end());
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
    int end = find('&', after, bytes.length);
    int equals = find('=', after, end);
    boolean named = bytes[after] == '=' || bytes[after] == '[' || bytes[after] == '%';
    return new Range(named ? Math.min(equals + 1, end) : end, end);
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

  private int find(char wanted, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != wanted) {
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
