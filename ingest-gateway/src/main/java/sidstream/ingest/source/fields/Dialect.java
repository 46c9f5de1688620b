// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

import java.util.Locale;
import java.util.Set;
import sidstream.ingest.source.PhoneNumbers;

/**
 * How one provider writes times, telephone numbers, and that there is no value.
 *
 * @param nothings words in lower case that mean no value, besides the empty text
 */
public record Dialect(Times times, PhoneNumbers phones, Set<String> nothings) {

  private static final int LONGEST_NOTHING = 40;

  public Dialect {
    nothings = Set.copyOf(nothings);
  }

  /** Whether a field with this text has no value. */
  boolean isNothing(String text) {
    if (text.length() > LONGEST_NOTHING) {
      return text.isBlank();
    }
    String word = text.strip();
    return word.isEmpty()
        || (mayBeginNothing(word.charAt(0)) && nothings.contains(word.toLowerCase(Locale.ROOT)));
  }

  /** Most values are something: seen by their first letter, without a copy of the word. */
  private static boolean mayBeginNothing(char first) {
    return first == 'n' || first == 'N' || (first >= '0' && first <= '9');
  }
}
