// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * A call over a number lent to two parties (LeadAssist: GreenVN, GreenPin), told in the words of a
 * flow. Its times may have the impossible offset {@code +50:30}: such a one stays in the rest.
 */
final class LentNumberCall {

  private LentNumberCall() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String type = fields.text("call_type");
    String dialled = fields.text("dial_call_status");
    Status status = FlowOutcome.of(type, dialled, fields.text("status", "call_status"));
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(type)
        .setProvisional(true)
        .setStep("leadassist:" + (type == null ? "call" : StatusWords.step(type)))
        .setOccurredAt(fields.time("current_time", "start_time"))
        .setCustomField(fields.text("custom_field"))
        .setCall(call(fields, dialled));
  }

  private static CallPart call(FieldReader fields, @Nullable String dialled) {
    Phone from = fields.phone("from");
    Phone to = fields.phone("to");
    Integer talk = fields.count("on_call_duration");
    return CallPart.newBuilder()
        .setDirection(CallStatus.direction(fields.text("direction")))
        .setFrom(from)
        .setTo(to)
        .setExophone(fields.phone("greenvn", "vn"))
        .setStartedAt(fields.time("start_time"))
        .setTalkSeconds(talk)
        .setRecordingUrl(fields.text("recording_url"))
        .setLegs(dialled == null ? List.of() : legs(from, to, dialled, talk))
        .build();
  }

  private static List<Leg> legs(
      @Nullable Phone from, @Nullable Phone to, String dialled, @Nullable Integer talk) {
    Status status = StatusWords.ofCall(dialled);
    return List.of(
        Leg.newBuilder().setNumber(from).build(),
        Leg.newBuilder().setNumber(to).setStatus(status.word()).setTalkSeconds(talk).build());
  }
}
