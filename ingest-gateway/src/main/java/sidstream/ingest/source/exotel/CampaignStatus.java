// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * {@code status_callback} of a campaign: it has started, paused or ended. One generation of the API
 * says {@code reports} and {@code in-progress}, the other {@code report_url} and {@code Completed}.
 */
final class CampaignStatus {

  private CampaignStatus() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("status");
    Status status = Status.of(word);
    event
        .setKind(Kind.CAMPAIGN.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(StatusWords.step(status, word))
        .setOccurredAt(fields.time("date_updated"))
        .setCustomField(fields.text("custom_field"))
        .setCampaign(
            CampaignPart.newBuilder()
                .setCampaignSid(event.getSid())
                .setStartedAt(fields.time("date_started"))
                .setReportUrl(fields.text("report_url", "reports", "reports[0]"))
                .build());
  }
}
