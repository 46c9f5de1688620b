// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How far this machine's clock is off the brokers', as every ack shows: a record is appended after
 * it was sent and before its ack comes, so an append that the broker dates before the sending
 * proves this clock to be ahead by at least so much, and one dated after the ack proves it to be
 * behind. A slow broker proves nothing. On topics that keep the producer's own time neither is ever
 * seen.
 *
 * <p>Nobody waits for it and nothing is allocated for an ack.
 */
public final class ClockSkew {

  private final LongAccumulator ahead = new LongAccumulator(Math::max, 0);
  private final LongAccumulator behind = new LongAccumulator(Math::max, 0);
  private volatile long appended; // the newest, by the broker's clock; 0 where there is none

  /**
   * What was seen in a while.
   *
   * @param minute by the broker's clock, which is right for whoever looks at gateways side by side
   * @param aheadMs at least so many milliseconds; 0 for none
   * @param behindMs the same
   */
  record Seen(Instant minute, long aheadMs, long behindMs) {

    Map<String, Long> counts() {
      return Map.of("ahead_ms", aheadMs, "behind_ms", behindMs);
    }
  }

  /**
   * Kafka has a record. In milliseconds.
   *
   * @param sentAt no later than the sending, by this machine's clock
   * @param appendedAt by the broker's clock
   * @param ackedAt no earlier than the append, by this machine's clock
   */
  void acked(long sentAt, long appendedAt, long ackedAt) {
    ahead.accumulate(sentAt - appendedAt);
    behind.accumulate(appendedAt - ackedAt);
    appended = appendedAt;
  }

  /** The worst since the last call; empty when no ack came. For one thread. */
  Optional<Seen> news() {
    long newest = appended;
    if (newest == 0) {
      return Optional.empty();
    }
    appended = 0;
    Instant minute = Instant.ofEpochMilli(newest).truncatedTo(ChronoUnit.MINUTES);
    return Optional.of(new Seen(minute, ahead.getThenReset(), behind.getThenReset()));
  }
}
