// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
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

  private SmsStatus() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("Status");
    Integer code = fields.count("DetailedStatusCode", "ExoStatusCode", "ErrorCode");
    Status status = status(word, code);
    event
        .setKind(Kind.SMS.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(StatusWords.step(status, word) + (code == null ? "" : ":" + code))
        .setOccurredAt(fields.time("DateSent", "SentAt", "DateUpdated", "UpdatedAt"))
        .setCustomField(fields.text("CustomField", "ExternalRef"))
        .setSms(sms(fields, status, word, code))
        .setCampaign(campaign(fields));
  }

  private static SmsPart sms(
      FieldReader fields, Status status, @Nullable String word, @Nullable Integer code) {
    String detailed = fields.text("DetailedStatus");
    boolean receipt = isReceipt(word) || isReceipt(detailed);
    return SmsPart.newBuilder()
        .setTo(fields.phone("To"))
        .setFrom(fields.phone("From"))
        .setUnits(fields.count("SmsUnits"))
        .setDetailedStatus(detailed)
        .setDetailedCode(code)
        .setDelivered(code == null ? delivered(status, receipt) : delivered(code))
        .build();
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
