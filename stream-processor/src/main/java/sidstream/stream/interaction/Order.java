// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.StatusMeaning;

/**
 * The one total order of everything reported about a Sid: how far the status is, then the
 * provider's time, then a fixed precedence, then the content itself. What stands highest is true,
 * whatever arrived first.
 *
 * @param rank of the status
 * @param occurredAt provider's time in UTC milliseconds; far in the past where it gave none, and
 *     farther still where the report is provisional
 * @param precedence of the status among equals; a handset receipt stands above all
 * @param fingerprint the content, so that two different reports are never equal
 */
public record Order(int rank, long occurredAt, int precedence, String fingerprint)
    implements Comparable<Order> {

  private static final int HANDSET_RECEIPT = 9;

  /** Before every time, and after every provisional one. */
  private static final long NO_TIME = Long.MIN_VALUE / 2;

  private static final long SPAN = 1L << 50; // of milliseconds: some 35,000 years
  private static final Comparator<Order> BY_ALL =
      Comparator.comparingInt(Order::rank)
          .thenComparingLong(Order::occurredAt)
          .thenComparingInt(Order::precedence)
          .thenComparing(Order::fingerprint);

  static Order of(
      Kind kind,
      Status status,
      @Nullable Instant occurredAt,
      @Nullable Boolean delivered,
      String fingerprint) {
    StatusMeaning meaning = StatusMeaning.of(kind, status);
    return new Order(
        meaning.rank(),
        occurredAt == null ? NO_TIME : occurredAt.toEpochMilli(),
        Boolean.TRUE.equals(delivered) ? HANDSET_RECEIPT : meaning.precedence(),
        fingerprint);
  }

  /**
   * Below every report of the same rank that is not provisional. Among each other the better
   * outcome stands, then the later: an agent who does not pick up after another one has talked does
   * not make the call unanswered.
   */
  Order provisional() {
    long time = Math.min(Math.max(occurredAt, 0), SPAN - 1);
    return new Order(rank, Long.MIN_VALUE + precedence * SPAN + time, precedence, fingerprint);
  }

  /** Further in rank, or as far and later. */
  boolean isAheadOf(Order other) {
    return rank != other.rank ? rank > other.rank : occurredAt > other.occurredAt;
  }

  @Override
  public int compareTo(Order other) {
    return BY_ALL.compare(this, other);
  }
}
