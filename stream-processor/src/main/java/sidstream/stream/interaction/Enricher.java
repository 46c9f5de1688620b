// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static sidstream.stream.interaction.Reported.text;

import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Details.Parties;
import sidstream.stream.interaction.Step.At;
import sidstream.stream.interaction.Step.Report;

/**
 * Turns a webhook event into a step: who the customer is, which campaign and lead it belongs to,
 * when it counts.
 */
public final class Enricher {

  private final References references;
  private final CallingHours hours;
  private final UnaryOperator<String> campaignId;

  /** With the settings as shipped, and campaign ids as they stand. */
  public Enricher() {
    this(References.STANDARD, CallingHours.TRAI, UnaryOperator.identity());
  }

  /**
   * @param campaignId how a campaign's id is written everywhere: everything counted by campaign has
   *     it for a key, so that a telephone number in it would be seen by all
   */
  public Enricher(References references, CallingHours hours, UnaryOperator<String> campaignId) {
    this.references = references;
    this.hours = hours;
    this.campaignId = campaignId;
  }

  /**
   * @param appendedAt the broker's clock when it appended the record: no event is from later
   */
  public Step enrich(WebhookEvent event, int partition, long offset, Instant appendedAt) {
    Instant gateway = event.getReceivedAt();
    Instant received = gateway.isAfter(appendedAt) ? appendedAt : gateway;
    Report report =
        new Report(
            Status.of(event.getStatus()),
            event.getStatusWord(),
            event.getOccurredAt(),
            event.getFingerprint(),
            event.getReceiptId(),
            event.getProvisional());
    return new Step(
        EventIdentity.of(event),
        Kind.of(event.getKind()),
        report,
        details(event, received),
        new At(partition, offset, received, appendedAt),
        CampaignCall.of(event).orElse(null));
  }

  private Details details(WebhookEvent event, Instant received) {
    return new Details(
        parties(event),
        Reported.course(event).outside(outsideHours(event, received)),
        Reported.carrier(event),
        Reported.legs(event));
  }

  private Parties parties(WebhookEvent event) {
    References.Found found = references.in(event.getQuery(), event.getCustomField());
    CampaignPart part = event.getCampaign();
    String campaign =
        found.campaign() == null && part != null
            ? References.id(part.getCampaignSid())
            : found.campaign();
    return new Parties(
        text(customer(event)),
        text(exophone(event)),
        campaign == null ? null : campaignId.apply(campaign),
        found.lead(),
        event.getCustomField());
  }

  /** By the start, or the next best: a webhook that waited for hours tells no time by itself. */
  private @Nullable Boolean outsideHours(WebhookEvent event, Instant received) {
    CallPart call = event.getCall();
    Instant began = call == null ? null : call.getStartedAt();
    Instant told = began == null ? event.getOccurredAt() : began;
    return hours.outside(
        Kind.of(event.getKind()), isInbound(event), told == null ? received : told);
  }

  private static boolean isInbound(WebhookEvent event) {
    CallPart call = event.getCall();
    MessagePart message = event.getMessage();
    return (call != null && "inbound".equals(call.getDirection()))
        || (message != null && "inbound".equals(message.getDirection()));
  }

  /**
   * The party that is not the account's: the caller of an inbound call, the second party of an
   * outbound one, or its only party where the call ran into a flow and the second is the ExoPhone.
   */
  private static @Nullable Phone customer(WebhookEvent event) {
    if (event.getSms() != null) {
      return event.getSms().getTo();
    }
    MessagePart message = event.getMessage();
    if (message != null) {
      return isInbound(event) ? message.getFrom() : message.getTo();
    }
    if (event.getCampaign() != null && event.getCampaign().getContact() != null) {
      return event.getCampaign().getContact();
    }
    CallPart call = event.getCall();
    if (call == null) {
      return null;
    }
    boolean intoFlow = call.getTo() == null || same(call.getTo(), call.getExophone());
    return isInbound(event) || intoFlow ? call.getFrom() : call.getTo();
  }

  private static boolean same(Phone one, @Nullable Phone other) {
    return other != null && Objects.equals(text(one), text(other));
  }

  private static @Nullable Phone exophone(WebhookEvent event) {
    CallPart call = event.getCall();
    if (call != null && call.getExophone() != null) {
      return call.getExophone();
    }
    return event.getCampaign() == null ? null : event.getCampaign().getExophone();
  }
}
