// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.twilio;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.ingest.source.fields.StepName;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * The status callback of a message, or a message received. One over another channel than SMS says
 * so before its numbers: {@code whatsapp:+14155550100}.
 */
final class TwilioMessage {

  private static final String SMS = "sms";

  private final FieldReader fields;

  private TwilioMessage(FieldReader fields) {
    this.fields = fields;
  }

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    new TwilioMessage(fields).fill(event);
  }

  private void fill(WebhookEvent.Builder event) {
    String word = fields.text("MessageStatus", "SmsStatus");
    boolean received = word == null ? fields.has("Body") : word.startsWith("receiv");
    Status status = received ? Status.RECEIVED : status(word);
    Integer error = fields.count("ErrorCode");
    String name = word == null ? status.word() : StepName.of(word);
    event
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(name + (error == null ? "" : ":" + error))
        .setOccurredAt(fields.time("Timestamp"));
    String channel = channel();
    if (received || !channel.equals(SMS)) {
      event.setKind(Kind.MESSAGE.word()).setMessage(message(channel, received, status, error));
    } else {
      event.setKind(Kind.SMS.word()).setSms(sms(status, error));
    }
  }

  private static Status status(@Nullable String word) {
    return switch (word == null ? "" : StepName.of(word)) {
      case "accepted", "scheduled" -> Status.CREATED;
      case "undelivered" -> Status.FAILED;
      default -> Status.of(word);
    };
  }

  private SmsPart sms(Status status, @Nullable Integer error) {
    return SmsPart.newBuilder()
        .setTo(phone("To"))
        .setFrom(phone("From"))
        .setUnits(fields.count("NumSegments"))
        .setDetailedStatus(fields.text("ErrorMessage"))
        .setDetailedCode(error)
        .setDelivered(delivered(status))
        .build();
  }

  private MessagePart message(
      String channel, boolean received, Status status, @Nullable Integer error) {
    return MessagePart.newBuilder()
        .setChannel(channel)
        .setDirection(received ? "inbound" : "outbound")
        .setTo(phone("To"))
        .setFrom(phone("From"))
        .setContentType(fields.text("MediaContentType0"))
        .setText(fields.text("Body"))
        .setProfileName(fields.text("ProfileName"))
        .setDetailedStatus(fields.text("ChannelStatusMessage", "ErrorMessage"))
        .setDetailedCode(error)
        .setDelivered(delivered(status))
        .build();
  }

  private static @Nullable Boolean delivered(Status status) {
    return switch (status) {
      case DELIVERED, READ -> true;
      case FAILED -> false;
      default -> null;
    };
  }

  private String channel() {
    for (String name : new String[] {"To", "From"}) {
      String address = fields.peek(name);
      for (String channel : new String[] {"whatsapp", "rcs", "messenger"}) {
        if (address != null && address.startsWith(channel + ':')) {
          return channel;
        }
      }
    }
    return SMS;
  }

  /** The number behind the channel, with the address as received. */
  private @Nullable Phone phone(String name) {
    Phone address = fields.phone(name);
    if (address == null) {
      return null;
    }
    String original = address.getOriginal();
    String number = original.substring(original.indexOf(':') + 1);
    return new Phone(original, fields.phones().read(number).getE164());
  }
}
