// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * The StatusCallback of a message, sent on its own or by a campaign.
 *
 * <p>The number of the detailed status is what counts: its names differ between documents. {@code
 * sent} alone is no delivery, since it covers acceptance by the operator.
 */
final class SmsStatus {

  private static final int DELIVERED = 20000;
  private static final int DELIVERED_TO_HANDSET = 20005;
  private static final int DELIVERED_TO_OPERATOR = 20006;
  private static final int REJECTED_DND = 23005;

  private static final String[] CODES = {
    "DetailedStatusCode", "detailed_status_code", "ExoStatusCode", "exo_status_code", "ErrorCode"
  };

  private static final String[] TIMES = {
    "DateSent", "SentAt", "DateUpdated", "UpdatedAt", "timestamp", "date_updated"
  };

  private SmsStatus() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("Status", "status");
    Integer code = fields.count(CODES);
    String detailed = fields.text("DetailedStatus", "detailed_status", "exo_detailed_status");
    Status status = status(word == null ? detailed : word, code);
    event
        .setKind(Kind.SMS.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(
            StatusWords.step(status, word == null ? detailed : word)
                + (code == null ? "" : ":" + code))
        .setOccurredAt(fields.time(TIMES))
        .setCustomField(fields.text("CustomField", "ExternalRef", "custom_field", "custom_data"))
        .setSms(sms(fields, delivered(status, word, detailed, code), detailed, code))
        .setCampaign(campaign(fields));
  }

  private static SmsPart sms(
      FieldReader fields,
      @Nullable Boolean delivered,
      @Nullable String detailed,
      @Nullable Integer code) {
    return SmsPart.newBuilder()
        .setTo(fields.phone("To", "to", "number"))
        .setFrom(fields.phone("From", "from"))
        .setUnits(fields.count("SmsUnits", "sms_units"))
        .setTemplate(fields.text("DltTemplateId", "dlt_template_id"))
        .setDetailedStatus(detailed)
        .setDetailedCode(code)
        .setDelivered(delivered)
        .build();
  }

  private static @Nullable Boolean delivered(
      Status status, @Nullable String word, @Nullable String detailed, @Nullable Integer code) {
    return code == null
        ? delivered(status, isReceipt(word) || isReceipt(detailed))
        : delivered(code);
  }

  private static @Nullable Boolean delivered(int code) {
    if (code == DELIVERED || code == DELIVERED_TO_HANDSET) {
      return true;
    }
    return isFailure(code) ? false : null;
  }

  private static @Nullable Boolean delivered(Status status, boolean receipt) {
    if (receipt) {
      return true;
    }
    return (status == Status.FAILED || status == Status.FAILED_DND) ? false : null;
  }

  private static boolean isReceipt(@Nullable String word) {
    return "DELIVERED_TO_HANDSET".equalsIgnoreCase(word) || "delivered".equalsIgnoreCase(word);
  }

  /** The word decides; where it says nothing, the code does. */
  private static Status status(@Nullable String word, @Nullable Integer code) {
    Status status = StatusWords.ofSms(word);
    return status == Status.UNKNOWN && code != null ? ofCode(code) : status;
  }

  private static Status ofCode(int code) {
    return switch (code) {
      case DELIVERED, DELIVERED_TO_HANDSET, DELIVERED_TO_OPERATOR -> Status.SENT;
      case 21010 -> Status.QUEUED;
      case 21015 -> Status.SENDING;
      case 21020 -> Status.SUBMITTED;
      case REJECTED_DND -> Status.FAILED_DND;
      default -> isFailure(code) ? Status.FAILED : Status.UNKNOWN;
    };
  }

  private static boolean isFailure(int code) {
    return code >= 23_000 && code < 25_000;
  }

  private static @Nullable CampaignPart campaign(FieldReader fields) {
    String sid = fields.text("campaign_sid", "CampaignSid");
    return sid == null ? null : CampaignPart.newBuilder().setCampaignSid(sid).build();
  }
}
