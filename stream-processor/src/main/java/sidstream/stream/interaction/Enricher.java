// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static sidstream.stream.interaction.Reported.named;
import static sidstream.stream.interaction.Reported.text;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

  /** Names under which campaign teams put their ids into the callback URL, most telling first. */
  private static final List<String> CAMPAIGN_NAMES =
      List.of("campaign", "campaign_id", "campaign_sid", "campaignid", "campaignsid");

  private static final List<String> LEAD_NAMES =
      List.of("lead", "lead_id", "leadid", "contact_id", "contactid");

  /**
   * @param appendedAt the broker's clock when it appended the record: no event is from later
   */
  public Step enrich(WebhookEvent event, int partition, long offset, Instant appendedAt) {
    Instant received = event.getReceivedAt();
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
        details(event),
        new At(partition, offset, EventTime.of(received, appendedAt), appendedAt));
  }

  private static Details details(WebhookEvent event) {
    return new Details(
        parties(event), Reported.course(event), Reported.carrier(event), Reported.legs(event));
  }

  private static Parties parties(WebhookEvent event) {
    CampaignPart campaign = event.getCampaign();
    String named = named(event.getQuery(), CAMPAIGN_NAMES);
    return new Parties(
        text(customer(event)),
        text(exophone(event)),
        named == null && campaign != null ? campaign.getCampaignSid() : named,
        named(event.getQuery(), LEAD_NAMES),
        event.getCustomField());
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
      return message.getDirection().equals("inbound") ? message.getFrom() : message.getTo();
    }
    if (event.getCampaign() != null && event.getCampaign().getContact() != null) {
      return event.getCampaign().getContact();
    }
    CallPart call = event.getCall();
    if (call == null) {
      return null;
    }
    boolean calledIn = "inbound".equals(call.getDirection());
    boolean intoFlow = call.getTo() == null || same(call.getTo(), call.getExophone());
    return calledIn || intoFlow ? call.getFrom() : call.getTo();
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
