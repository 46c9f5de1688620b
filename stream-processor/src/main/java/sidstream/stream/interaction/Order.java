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
 * @param occurredAt provider's time in UTC milliseconds; {@link Long#MIN_VALUE} where it gave none
 * @param precedence of the status among equals; a handset receipt stands above all
 * @param fingerprint the content, so that two different reports are never equal
 */
public record Order(int rank, long occurredAt, int precedence, String fingerprint)
    implements Comparable<Order> {

  private static final int HANDSET_RECEIPT = 9;
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
        occurredAt == null ? Long.MIN_VALUE : occurredAt.toEpochMilli(),
        Boolean.TRUE.equals(delivered) ? HANDSET_RECEIPT : meaning.precedence(),
        fingerprint);
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
