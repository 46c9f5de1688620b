// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.stream.interaction.Order.Standing;

/**
 * One enriched report about a Sid, ready to be folded.
 *
 * @param identity source, Sid and step
 * @param kind call, message or campaign
 * @param report status, times and content
 * @param details what it says
 * @param at where its record stands
 * @param campaignCall null where it is of no call that a provider's campaign made
 */
public record Step(
    EventIdentity identity,
    Kind kind,
    Report report,
    Details details,
    At at,
    @Nullable CampaignCall campaignCall) {

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
   * @param receivedAt event time, see {@link EventTime}
   * @param seenAt the processor's clock: what is forgotten, and when, hangs on no other
   */
  public record At(int partition, long offset, Instant receivedAt, Instant seenAt) {}

  /** Step of an interaction that has no end and of which nothing more comes. */
  private static final String UNFINISHED = Status.UNFINISHED.word();

  /** Fingerprint of what nobody reported. */
  static final String NO_CONTENT = "0".repeat(16);

  /** What sidstream itself says of an interaction when nobody reports its end. */
  static Step unfinished(String source, String sid, Interaction open, Instant now) {
    Interaction.Position place = open.position();
    return new Step(
        new EventIdentity(source, sid, UNFINISHED),
        open.kind(),
        new Report(Status.UNFINISHED, null, null, NO_CONTENT, "", false),
        Details.NONE,
        new At(place.partition(), place.lastOffset(), now, place.seenAt()),
        null);
  }

  /** The same step with another event time. */
  public Step received(Instant time) {
    return at(new At(at.partition, at.offset, time, at.seenAt));
  }

  /** The same step, folded at that time by the processor's clock. */
  public Step seen(Instant now) {
    return at(new At(at.partition, at.offset, at.receivedAt, now));
  }

  private Step at(At other) {
    return new Step(identity, kind, report, details, other, campaignCall);
  }

  Order order() {
    Order order =
        Order.of(
            kind,
            report.status(),
            report.occurredAt(),
            details.carrier().delivered(),
            report.fingerprint());
    if (isDeclared()) {
      return order.as(Standing.DECLARED);
    }
    return report.provisional() ? order.as(Standing.PROVISIONAL) : order;
  }

  /** Whether nobody reported it. */
  boolean isDeclared() {
    return report.status() == Status.UNFINISHED;
  }

  /** Key under which the CRM may forget repeats. */
  public String idempotencyKey() {
    return identity.idempotencyKey(report.fingerprint());
  }
}
