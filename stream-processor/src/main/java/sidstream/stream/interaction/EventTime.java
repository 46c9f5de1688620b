// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Duration;
import java.time.Instant;

/**
 * When an event counts: when its gateway received it, as far as the gateway's clock can be
 * believed. The broker's clock, which stamps the record as it is appended, is the one that all
 * gateways share.
 *
 * <p>Never later than the append. How long a record waited before it was sent is told by one clock,
 * the gateway's, whatever that shows; so the append minus the wait is right even where that clock
 * is not, and stands in for it where both differ by more than an hour. Up to there the gateway is
 * believed: a record may also wait in the producer, while the broker is away.
 */
public final class EventTime {

  private static final Duration BELIEVED = Duration.ofHours(1);

  private EventTime() {}

  /** Of a record that does not say when it was sent. */
  static Instant of(Instant receivedAt, Instant appendedAt) {
    return Interaction.earlier(receivedAt, appendedAt);
  }

  /**
   * Of a record that says when it was sent.
   *
   * @param receivedAt by the gateway's clock
   * @param sentAt by the same
   * @param appendedAt by the broker's clock
   */
  public static Instant of(Instant receivedAt, Instant sentAt, Instant appendedAt) {
    Duration waited = Duration.between(receivedAt, sentAt);
    Instant sent = waited.isNegative() ? appendedAt : appendedAt.minus(waited);
    boolean believed = Duration.between(receivedAt, sent).abs().compareTo(BELIEVED) <= 0;
    return of(believed ? receivedAt : sent, appendedAt);
  }
}
