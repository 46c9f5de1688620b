// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Fingerprint;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * What the Passthru applet of a flow tells, once or more during a call. The call may go on behind
 * it, so what it says of the outcome is provisional.
 *
 * <p>Its step: a flow may hold several of these applets, and a request that timed out is sent
 * again. The applet's flow, outcome, dialled number and time tell one from the other.
 */
final class Passthru {

  private Passthru() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String type = fields.text("CallType");
    String dialled = fields.text("DialCallStatus");
    String call = fields.text("CallStatus");
    Status status = FlowOutcome.of(type, dialled, call);
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(type == null ? call : type)
        .setProvisional(true)
        .setStep(step(fields, type))
        .setOccurredAt(fields.time("CurrentTime", "StartTime", "Created"))
        .setCustomField(fields.text("CustomField"))
        .setCall(call(fields, status, dialled));
  }

  /** Eight hex digits over texts, an absent one included. */
  static String digest(FieldReader fields, String... names) {
    List<String> texts = Stream.of(names).map(fields::peek).map(Passthru::orNone).toList();
    return StatusWords.digest(Fingerprint.of(texts));
  }

  /** What every applet of a flow tells of its call; to a flow, the number called is Exotel's. */
  static CallPart.Builder begun(FieldReader fields) {
    Phone exophone = fields.phone("CallTo", "To");
    return CallPart.newBuilder()
        .setDirection(CallStatus.direction(fields.text("Direction")))
        .setFrom(fields.phone("CallFrom", "From"))
        .setTo(exophone)
        .setExophone(exophone)
        .setStartedAt(fields.time("StartTime", "Created"));
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String step(FieldReader fields, @Nullable String type) {
    String digest = digest(fields, "flow_id", "CallType", "DialWhomNumber", "CurrentTime");
    return "passthru:" + (type == null ? "flow" : StatusWords.step(type)) + ':' + digest;
  }

  private static CallPart call(FieldReader fields, Status status, @Nullable String dialled) {
    CallPart.Builder call = begun(fields);
    List<Leg> legs = Legs.ofFlow(fields, call.getFrom(), dialled);
    return call.setTalkSeconds(talkSeconds(fields, status, legs))
        .setDisconnectedBy(Legs.lower(fields.text("Insights[DisconnectedBy]", "DisconnectedBy")))
        .setDigits(fields.first(Passthru::unquoted, "digits"))
        .setRecordingUrl(fields.text("RecordingUrl", "Stream[RecordingUrl]"))
        .setLegs(legs)
        .build();
  }

  /** The dialling's duration holds the ringing: it counts where no leg says better. */
  private static @Nullable Integer talkSeconds(FieldReader fields, Status status, List<Leg> legs) {
    Integer longest =
        legs.stream()
            .map(Leg::getTalkSeconds)
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .orElse(null);
    return longest != null || status != Status.COMPLETED
        ? longest
        : fields.count("DialCallDuration");
  }

  /** Digits come in quotes. */
  private static @Nullable String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    String digits = quoted ? text.substring(1, text.length() - 1).strip() : text;
    return digits.isEmpty() ? null : digits;
  }
}
