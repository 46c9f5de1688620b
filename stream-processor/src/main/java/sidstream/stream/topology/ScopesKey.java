// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import sidstream.stream.rates.Scope;

/** Several scopes as one text: the key of each behind its length, since a key may hold anything. */
final class ScopesKey {

  private static final char END_OF_LENGTH = '/';

  private ScopesKey() {}

  /**
   * @param shown the scope as everybody may see it
   */
  static String text(List<Scope> scopes, UnaryOperator<Scope> shown) {
    StringBuilder text = new StringBuilder();
    for (Scope scope : scopes) {
      String key = shown.apply(scope).key();
      text.append(key.length()).append(END_OF_LENGTH).append(key);
    }
    return text.toString();
  }

  /** The keys of the scopes. */
  static List<String> parse(String text) {
    List<String> keys = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int start = text.indexOf(END_OF_LENGTH, at) + 1;
      int end = start + Integer.parseInt(text, at, start - 1, 10);
      keys.add(text.substring(start, end));
      at = end;
    }
    return keys;
  }
}
