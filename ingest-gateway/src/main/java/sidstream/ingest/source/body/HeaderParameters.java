// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds a parameter of a header such as {@code form-data; name="Legs[0][Status]"}: quoted, with
 * backslash escapes, or bare. A scan, not a pattern: patterns recurse on long quoted text.
 */
final class HeaderParameters {

  private final String header;
  private int at;

  private HeaderParameters(String header) {
    this.header = header;
  }

  static @Nullable String find(String name, String header) {
    return new HeaderParameters(header).find(name.toLowerCase(Locale.ROOT));
  }

  private @Nullable String find(String wanted) {
    upToSemicolon(); // what stands before the first parameter
    while (at < header.length()) {
      at++; // the semicolon
      String name = name().strip().toLowerCase(Locale.ROOT);
      String value = at < header.length() && header.charAt(at) == '=' ? value() : "";
      if (name.equals(wanted)) {
        return value;
      }
    }
    return null;
  }

  private String value() {
    at++; // the equals sign
    while (at < header.length() && header.charAt(at) == ' ') {
      at++;
    }
    if (at == header.length() || header.charAt(at) != '"') {
      return upToSemicolon().strip();
    }
    String quoted = quoted();
    upToSemicolon();
    return quoted;
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
      boolean escape = header.charAt(at) == '\\' && at + 1 < header.length();
      text.append(header.charAt(escape ? ++at : at));
    }
    return text.toString();
  }

  /** Up to the equals sign, or to where the parameter ends without one. */
  private String name() {
    int start = at;
    while (at < header.length() && header.charAt(at) != '=' && header.charAt(at) != ';') {
      at++;
    }
    return header.substring(start, at);
  }

  private String upToSemicolon() {
    int start = at;
    int semicolon = header.indexOf(';', at);
    at = semicolon < 0 ? header.length() : semicolon;
    return header.substring(start, at);
  }
}
