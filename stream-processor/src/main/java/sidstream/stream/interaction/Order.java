// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.StatusMeaning;

/**
 * The one total order of everything reported about a Sid: how far the status is, then the standing
 * of the report, then the provider's time, then a fixed precedence, then the content itself. What
 * stands highest is true, whatever arrived first.
 *
 * <p>Among provisional reports the better outcome stands, then the later: an agent who does not
 * pick up after another one has talked does not make the call unanswered.
 *
 * @param rank of the status
 * @param standing what the report is worth among those of its rank
 * @param occurredAt provider's time in UTC milliseconds, 0 where it gave none
 * @param precedence of the status among equals; a handset receipt stands above all others, and that
 *     of a message that was read above that of one that was delivered
 * @param fingerprint the content, so that two different reports are never equal
 */
public record Order(
    int rank, Standing standing, long occurredAt, int precedence, String fingerprint)
    implements Comparable<Order> {

  /** What a report is worth, least first. */
  public enum Standing {
    /** Nobody has reported it: sidstream itself assumes it. */
    DECLARED,
    /** Seen on the way, by a flow or an agent's line. */
    PROVISIONAL,
    /** Of the call or message itself, without a time. */
    TIMELESS,
    /** Of the call or message itself. */
    TIMED
  }

  /** Below every report: what sidstream works out and any report knows better. */
  static final Order WORKED_OUT = new Order(0, Standing.DECLARED, 0, 0, Step.NO_CONTENT);

  private static final int HANDSET_RECEIPT = 9;

  private static final Comparator<Order> BY_PLACE =
      Comparator.comparingInt(Order::rank)
          .thenComparing(Order::standing)
          .thenComparingInt(order -> order.isProvisional() ? order.precedence : 0)
          .thenComparingLong(Order::occurredAt);
  private static final Comparator<Order> BY_ALL =
      BY_PLACE.thenComparingInt(Order::precedence).thenComparing(Order::fingerprint);

  static Order of(
      Kind kind,
      Status status,
      @Nullable Instant occurredAt,
      @Nullable Boolean delivered,
      String fingerprint) {
    StatusMeaning meaning = StatusMeaning.of(kind, status);
    return new Order(
        meaning.rank(),
        occurredAt == null ? Standing.TIMELESS : Standing.TIMED,
        occurredAt == null ? 0 : occurredAt.toEpochMilli(),
        meaning.precedence() + (Boolean.TRUE.equals(delivered) ? HANDSET_RECEIPT : 0),
        fingerprint);
  }

  /** The same report where it is worth less, or more. */
  Order as(Standing other) {
    return new Order(rank, other, occurredAt, precedence, fingerprint);
  }

  /** Further in rank, or as far and later. */
  boolean isAheadOf(Order other) {
    return BY_PLACE.compare(this, other) > 0;
  }

  @Override
  public int compareTo(Order other) {
    return BY_ALL.compare(this, other);
  }

  private boolean isProvisional() {
    return standing == Standing.PROVISIONAL;
  }
}
