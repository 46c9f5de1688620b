// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import java.util.Comparator;
import java.util.List;

/** Guesses which known name a misspelled one was meant to be. */
public final class Suggestion {

  private final List<String> known;

  public Suggestion(List<String> known) {
    this.known = known;
  }

  /** The sentence about an environment variable that is none of these settings'. */
  static String ofVariables(List<Key> keys, String variable) {
    return new Suggestion(keys.stream().flatMap(key -> key.spellings(variable)).toList())
        .sentence(variable);
  }

  /** {@code "; did you mean 'x'?"}, or nothing where no known name is near. */
  public String sentence(String name) {
    int far = 2 + name.length() / 10;
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= far)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElse("");
  }

  /** Letters to insert, delete or replace until a is b (Levenshtein). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
