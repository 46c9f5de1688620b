// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

/** How a provider's word becomes part of a step. */
public final class StepName {

  private static final int LONGEST = 60;

  private StepName() {}

  /** In lower case, a hyphen for white space, cut where it is long; never empty for a word. */
  public static String of(String word) {
    StringBuilder step = new StringBuilder(word.length());
    for (int i = 0; i < word.length() && step.length() < LONGEST; i++) {
      char c = word.charAt(i);
      if (!Character.isWhitespace(c)) {
        step.append(Character.toLowerCase(c));
      } else if (!step.isEmpty() && step.charAt(step.length() - 1) != '-') {
        step.append('-');
      }
    }
    return step.toString();
  }
}
