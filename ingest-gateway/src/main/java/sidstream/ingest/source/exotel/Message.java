// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.WebhookEvent;

/**
 * A WhatsApp or RCS message: a delivery report ({@code dlr}), or one received ({@code icm}, {@code
 * incoming_message}). The number of the status counts: documents disagree on its names.
 */
final class Message {

  private static final int PAYMENT_PENDING = 30_049;
  private static final int PAYMENT_MADE = 30_050;

  private Message() {}

  static void fillWhatsapp(FieldReader fields, WebhookEvent.Builder event) {
    fill(fields, event, "whatsapp");
  }

  static void fillRcs(FieldReader fields, WebhookEvent.Builder event) {
    fill(fields, event, "rcs");
  }

  private static void fill(FieldReader fields, WebhookEvent.Builder event, String channel) {
    event
        .setKind(Kind.MESSAGE.word())
        .setOccurredAt(fields.time("timestamp"))
        .setCustomField(fields.text("custom_data"));
    MessagePart.Builder message =
        MessagePart.newBuilder()
            .setChannel(channel)
            .setTo(fields.phone("to"))
            .setFrom(fields.phone("from"));
    String type = fields.text("callback_type");
    boolean received =
        type == null
            ? fields.mentions("content") && !fields.has("exo_status_code")
            : type.equalsIgnoreCase("icm") || type.equalsIgnoreCase("incoming_message");
    if (received) {
      received(fields, event, message);
    } else {
      report(fields, event, message);
    }
  }

  private static void received(
      FieldReader fields, WebhookEvent.Builder event, MessagePart.Builder message) {
    event
        .setStatus(Status.RECEIVED.word())
        .setStep(Status.RECEIVED.word())
        .setMessage(
            message
                .setDirection("inbound")
                .setProfileName(fields.text("profile_name"))
                .setContentType(fields.text("content[type]", "content_type"))
                .setText(fields.text("content[text][body]", "content[body]", "content[text]"))
                .build());
  }

  private static void report(
      FieldReader fields, WebhookEvent.Builder event, MessagePart.Builder message) {
    Integer code = fields.count("exo_status_code");
    String detailed = fields.text("exo_detailed_status");
    String word = detailed == null ? fields.text("status") : detailed;
    Status status = status(code, word);
    event
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(StatusWords.step(status, word) + (code == null ? "" : ":" + code))
        .setMessage(
            message
                .setDirection("outbound")
                .setDetailedStatus(detailed)
                .setDetailedCode(code)
                .setDelivered(delivered(status))
                .build());
  }

  private static Status status(@Nullable Integer code, @Nullable String word) {
    Status known = code == null ? Status.UNKNOWN : ofCode(code);
    return known == Status.UNKNOWN ? StatusWords.ofMessage(word) : known;
  }

  private static Status ofCode(int code) {
    return switch (code) {
      case 30_001, 40_001 -> Status.SENT;
      case 30_002, 40_002 -> Status.DELIVERED;
      case 30_003, 40_003 -> Status.READ;
      case PAYMENT_PENDING, PAYMENT_MADE -> Status.UNKNOWN; // says nothing of the message
      default -> isFailure(code) ? Status.FAILED : Status.UNKNOWN;
    };
  }

  private static boolean isFailure(int code) {
    return (code > 30_003 && code < 31_000) || (code > 40_003 && code < 41_000);
  }

  private static @Nullable Boolean delivered(Status status) {
    return switch (status) {
      case DELIVERED, READ -> true;
      case FAILED, FAILED_DND -> false;
      default -> null;
    };
  }
}
