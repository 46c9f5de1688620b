// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status vocabulary of calls, messages and campaigns: the words that stand on topics and in CRM
 * events. Providers' words are open ended: what is not in the vocabulary is {@link #UNKNOWN} and
 * travels on beside its original word.
 */
public enum Status {
  UNKNOWN("unknown"),
  CREATED("created"),
  QUEUED("queued"),
  RINGING("ringing"),
  SENDING("sending"),
  SUBMITTED("submitted"),
  IN_PROGRESS("in-progress"),
  PAUSED("paused"),
  COMPLETED("completed"),
  BUSY("busy"),
  NO_ANSWER("no-answer"),
  FAILED("failed"),
  FAILED_DND("failed-dnd"),
  CANCELED("canceled"),
  SENT("sent"),
  DELIVERED("delivered"),
  READ("read"),
  RECEIVED("received"),
  DELETED("deleted"),
  ARCHIVED("archived"),
  /** No end was ever reported: sidstream itself says so, and any report of an end replaces it. */
  UNFINISHED("unfinished");

  private static final Map<String, Status> BY_LETTERS =
      Stream.of(values())
          .collect(
              Collectors.toUnmodifiableMap(status -> letters(status.word), Function.identity()));

  private static final Map<String, Status> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Status::word, Function.identity()));

  private final String word;

  Status(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * The status behind a provider's spelling: case, hyphens, underscores and spaces do not matter
   * ({@code InProgress}, {@code failed_dnd}), and {@code cancelled} is {@code canceled}.
   */
  public static Status of(@Nullable String spelling) {
    if (spelling == null) {
      return UNKNOWN;
    }
    Status exactly = BY_WORD.get(spelling);
    if (exactly != null) {
      return exactly;
    }
    String letters = letters(spelling);
    return BY_LETTERS.getOrDefault(letters.equals("cancelled") ? "canceled" : letters, UNKNOWN);
  }

  private static String letters(String spelling) {
    StringBuilder letters = new StringBuilder(spelling.length());
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c != '-' && c != '_' && !Character.isWhitespace(c)) {
        letters.append(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }
}
