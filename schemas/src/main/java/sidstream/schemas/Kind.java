// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

/** What an event is about. The word is what stands on topics and in CRM events. */
public enum Kind {
  CALL("call"),
  SMS("sms"),
  CAMPAIGN("campaign");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * The kind behind a word.
   *
   * @throws IllegalArgumentException when no kind has this word
   */
  public static Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind has the word '" + word + "'");
  }
}
