// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

/** What an event is about. The word is what stands on topics and in CRM events. */
public enum Kind {
  CALL("call"),
  SMS("sms"),
  /** A WhatsApp or RCS message, or an SMS that was received. */
  MESSAGE("message"),
  CAMPAIGN("campaign"),
  /** A virtual number lent to two parties, taken back: no interaction with anybody. */
  ALLOCATION("allocation"),
  /** The provider's own report about the account's numbers: no interaction with anybody. */
  HEARTBEAT("heartbeat");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** Whether it has a Sid whose reports are folded into one state. */
  public boolean isInteraction() {
    return this != HEARTBEAT && this != ALLOCATION;
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
