// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;

/**
 * One enriched report about a Sid, ready to be folded.
 *
 * @param identity source, Sid and step
 * @param kind call, message or campaign
 * @param report status, times and content
 * @param details what it says
 * @param at where its record stands
 */
public record Step(EventIdentity identity, Kind kind, Report report, Details details, At at) {

  /**
   * What every report has.
   *
   * @param status in sidstream's vocabulary
   * @param statusWord the provider's word
   * @param occurredAt the provider's time
   * @param fingerprint of the content, 16 hex digits
   * @param receiptId of the webhook
   * @param provisional whether a report of the call itself stands above it
   */
  public record Report(
      Status status,
      @Nullable String statusWord,
      @Nullable Instant occurredAt,
      String fingerprint,
      String receiptId,
      boolean provisional) {}

  /**
   * Where and when the record came.
   *
   * @param partition of webhooks
   * @param offset in it
   * @param receivedAt event time: the gateway's clock, never later than the broker's append
   */
  public record At(int partition, long offset, Instant receivedAt) {}

  Order order() {
    Order order =
        Order.of(
            kind,
            report.status(),
            report.occurredAt(),
            details.carrier().delivered(),
            report.fingerprint());
    return report.provisional() ? order.provisional() : order;
  }

  /** Key under which the CRM may forget repeats. */
  public String idempotencyKey() {
    return identity.idempotencyKey(report.fingerprint());
  }
}
