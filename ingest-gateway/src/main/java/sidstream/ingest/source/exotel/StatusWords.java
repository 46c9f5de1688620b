// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;

/** Exotel's words for a status beyond the common vocabulary, and the step a status makes. */
final class StatusWords {

  private static final int LONGEST_STEP = 60;
  private static final int DIGEST = 8;
  private static final String MESSAGE = "ex_message_";

  private StatusWords() {}

  /** Of a call or a leg. Calls between agents and customers say which side it was; the leg does. */
  static Status ofCall(@Nullable String word) {
    Status status = Status.of(word);
    if (status != Status.UNKNOWN || word == null) {
      return status;
    }
    String letters = word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    if (letters.endsWith("_unanswered")) {
      return Status.NO_ANSWER;
    }
    if (letters.endsWith("_canceled") || letters.endsWith("_cancelled")) {
      return Status.CANCELED;
    }
    if (letters.endsWith("_no_dial")) {
      return Status.FAILED;
    }
    return letters.equals("active") || letters.equals("answered")
        ? Status.IN_PROGRESS
        : Status.UNKNOWN;
  }

  /** Of an SMS, by the word: its last one is sent, delivered or not. */
  static Status ofSms(@Nullable String word) {
    Status status = ofMessage(word);
    boolean delivered =
        status == Status.DELIVERED || status == Status.READ || (word != null && isDelivery(word));
    return delivered ? Status.SENT : status;
  }

  /** Of a message of any channel: {@code EX_MESSAGE_SEEN} too. */
  static Status ofMessage(@Nullable String word) {
    Status status = Status.of(word);
    if (status != Status.UNKNOWN || word == null) {
      return status;
    }
    String letters = word.strip().toLowerCase(Locale.ROOT);
    String last = letters.startsWith(MESSAGE) ? letters.substring(MESSAGE.length()) : letters;
    if (last.startsWith("failed") || last.equals("invalid")) { // failed_spam_detected and others
      return Status.FAILED;
    }
    return last.equals("seen") ? Status.READ : Status.of(last);
  }

  private static boolean isDelivery(String word) {
    return word.strip().toLowerCase(Locale.ROOT).startsWith("delivered");
  }

  /**
   * Whether a party of a call has picked up, by its status.
   *
   * @param word of a leg or of the customer
   */
  static boolean pickedUp(@Nullable String word) {
    Status status = ofCall(word);
    return status == Status.IN_PROGRESS || status == Status.COMPLETED;
  }

  /** The step named by a status: its common word, or the provider's where there is none. */
  static String step(Status status, @Nullable String word) {
    if (status != Status.UNKNOWN) {
      return status.word();
    }
    return word == null ? "status" : step(word);
  }

  /** The step named by a word of the provider: in lower case, a hyphen for white space. */
  static String step(String word) {
    StringBuilder step = new StringBuilder(word.length());
    for (int i = 0; i < word.length() && step.length() < LONGEST_STEP; i++) {
      char c = word.charAt(i);
      if (!Character.isWhitespace(c)) {
        step.append(Character.toLowerCase(c));
      } else if (!step.isEmpty() && step.charAt(step.length() - 1) != '-') {
        step.append('-');
      }
    }
    return step.toString();
  }

  /** Eight of a fingerprint's hex digits: what tells two steps of one name apart. */
  static String digest(String fingerprint) {
    return fingerprint.substring(0, DIGEST);
  }
}
