// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

import java.util.Locale;
import java.util.Set;
import sidstream.ingest.source.PhoneNumbers;

/** How one provider writes times, telephone numbers, and that there is no value. */
public final class Dialect {

  private static final int LONGEST_NOTHING = 40;
  private static final int ASCII = 128;

  private final Times times;
  private final PhoneNumbers phones;
  private final Set<String> nothings;

  /** By ASCII code: whether a word that means no value begins with it. */
  private final boolean[] begins = new boolean[ASCII];

  /**
   * @param nothings words in lower case that mean no value, besides the empty text
   */
  public Dialect(Times times, PhoneNumbers phones, Set<String> nothings) {
    this.times = times;
    this.phones = phones;
    this.nothings = Set.copyOf(nothings);
    for (String word : nothings) {
      char first = word.charAt(0);
      if (first < ASCII) {
        begins[first] = true;
        begins[Character.toUpperCase(first)] = true;
      }
    }
  }

  public Times times() {
    return times;
  }

  public PhoneNumbers phones() {
    return phones;
  }

  /** Whether a field with this text has no value. */
  boolean isNothing(String text) {
    if (text.length() > LONGEST_NOTHING) {
      return text.isBlank();
    }
    String word = text.strip();
    return word.isEmpty()
        || (mayBeNothing(word.charAt(0)) && nothings.contains(word.toLowerCase(Locale.ROOT)));
  }

  /** Most values are something: seen by their first letter, without a look at the others. */
  private boolean mayBeNothing(char first) {
    return first >= ASCII || begins[first];
  }
}
