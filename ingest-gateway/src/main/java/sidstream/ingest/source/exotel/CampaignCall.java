// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * {@code call_status_callback} of a campaign: one call of it, one attempt at a contact, has ended.
 * It is an event of that call, beside the call's own callbacks.
 */
final class CampaignCall {

  private CampaignCall() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("status");
    Status status = StatusWords.ofCall(word);
    Phone contact = fields.phone("number");
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep("campaign-call")
        .setOccurredAt(fields.time("date_updated"))
        .setCustomField(fields.text("custom_field"))
        .setCall(CallPart.newBuilder().setTo(contact).setLegs(List.of()).build())
        .setCampaign(campaign(fields, contact));
  }

  private static @Nullable CampaignPart campaign(FieldReader fields, @Nullable Phone contact) {
    String sid = fields.text("campaign_sid");
    return sid == null
        ? null
        : CampaignPart.newBuilder()
            .setCampaignSid(sid)
            .setContact(contact)
            .setStartedAt(fields.time("date_created"))
            .build();
  }
}
