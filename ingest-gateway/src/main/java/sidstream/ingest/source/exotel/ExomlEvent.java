// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Fingerprint;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * An event of a call that a program steers (ExoML, Legs API). The one webhook of Exotel's with an
 * id of its own, which makes the step; it is sent up to three times.
 */
final class ExomlEvent {

  private static final int LONGEST_ID = 60;

  private ExomlEvent() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String name = fields.text("event_name", "event_type");
    String state = fields.text("data[state]", "data[status]");
    Status status = status(name, state);
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(state == null ? name : state)
        .setStep(
            "exoml:"
                + StatusWords.step(name == null ? "event" : name)
                + ':'
                + id(fields.text("event_sid")))
        .setOccurredAt(fields.time("event_timestamp", "data[date_updated]"))
        .setCustomField(fields.text("action_custom_parameter", "data[custom_param]"))
        .setCall(call(fields));
  }

  /** How a leg has ended is told by its state alone. */
  private static Status status(@Nullable String name, @Nullable String state) {
    Status known = StatusWords.ofCall(state);
    if (known != Status.UNKNOWN) {
      return known;
    }
    return switch (name == null ? "" : StatusWords.step(name)) {
      case "leg_connecting" -> Status.QUEUED;
      case "leg_ringing" -> Status.RINGING;
      case "leg_answered" -> Status.IN_PROGRESS;
      case "leg_failed_to_create" -> Status.FAILED;
      default -> Status.UNKNOWN;
    };
  }

  private static String id(@Nullable String sid) {
    String id = sid == null ? "" : sid;
    return id.length() <= LONGEST_ID ? id : Fingerprint.of(List.of(id));
  }

  private static CallPart call(FieldReader fields) {
    return CallPart.newBuilder()
        .setDirection(CallStatus.direction(fields.text("data[direction]")))
        .setTo(fields.phone("data[contact_uri]"))
        .setExophone(fields.phone("data[exophone]"))
        .setStartedAt(fields.time("data[start_time]"))
        .setEndedAt(fields.time("data[end_time]"))
        .setLegs(List.of())
        .build();
  }
}
