// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.twilio;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.ingest.source.fields.StepName;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * The status callback of a call. Each party of a call is a call of its own with one Sid, so that a
 * status comes once and is the step.
 */
final class TwilioCall {

  private TwilioCall() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("CallStatus");
    event
        .setKind(Kind.CALL.word())
        .setStatus(status(word).word())
        .setStatusWord(word)
        .setStep(step(word, fields.text("RecordingStatus")))
        .setOccurredAt(fields.time("Timestamp"))
        .setCall(call(fields));
  }

  private static Status status(@Nullable String word) {
    return switch (word == null ? "" : StepName.of(word)) {
      case "initiated" -> Status.QUEUED; // on its way out: not ringing yet
      case "answered" -> Status.IN_PROGRESS;
      default -> Status.of(word);
    };
  }

  private static String step(@Nullable String status, @Nullable String recording) {
    if (status == null && recording != null) {
      return "recording:" + StepName.of(recording);
    }
    return status == null ? "status" : StepName.of(status);
  }

  private static CallPart call(FieldReader fields) {
    String direction = fields.text("Direction");
    Phone from = fields.phone("From", "Caller");
    Phone to = fields.phone("To", "Called");
    return CallPart.newBuilder()
        .setDirection(direction == null ? null : direction.toLowerCase(Locale.ROOT))
        .setFrom(from)
        .setTo(to)
        .setExophone(exophone(direction, from, to))
        .setTalkSeconds(fields.count("CallDuration")) // Duration is in minutes
        .setRecordingUrl(fields.text("RecordingUrl"))
        .setLegs(List.of())
        .build();
  }

  /** A call that a flow dials shows its caller's number by default, which is not the account's. */
  private static @Nullable Phone exophone(
      @Nullable String direction, @Nullable Phone from, @Nullable Phone to) {
    if ("inbound".equalsIgnoreCase(direction)) {
      return to;
    }
    return "outbound-api".equalsIgnoreCase(direction) ? from : null;
  }
}
