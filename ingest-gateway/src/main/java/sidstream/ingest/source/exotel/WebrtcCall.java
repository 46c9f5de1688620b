// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * What the WebRTC and IP-PSTN apps tell of a call. {@code CallStatus} may be that of the user's
 * line (busy, free), which is not the call's. Nothing in it names the moment, so its content does.
 */
final class WebrtcCall {

  private WebrtcCall() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.first(WebrtcCall::ofCall, "CallStatus", "status", "CallState");
    String moment = fields.text("event", "CallDetail");
    Status status = StatusWords.ofCall(word);
    String name = moment == null ? StatusWords.step(status, word) : StatusWords.step(moment);
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setProvisional(true)
        .setStep("webrtc:" + name + ':' + StatusWords.digest(event.getFingerprint()))
        .setOccurredAt(fields.time("UpdatedAt", "timestamp", "EndTime", "StartTime"))
        .setCustomField(fields.text("CustomField", "caller_info[custom_field]"))
        .setCall(call(fields));
  }

  private static @Nullable String ofCall(String word) {
    boolean line = word.equalsIgnoreCase("busy") || word.equalsIgnoreCase("free");
    return line ? null : word;
  }

  private static CallPart call(FieldReader fields) {
    return CallPart.newBuilder()
        .setDirection(CallStatus.direction(fields.text("Direction", "direction")))
        .setFrom(fields.phone("FromNumber", "From", "from"))
        .setTo(fields.phone("ToNumber", "To", "to"))
        .setExophone(fields.phone("VirtualNumber", "exophone"))
        .setStartedAt(fields.time("StartTime"))
        .setEndedAt(fields.time("EndTime"))
        .setTotalSeconds(fields.count("TotalDuration", "duration"))
        .setRecordingUrl(fields.text("CallRecordings", "recording_url", "CallRecordings[0]"))
        .setLegs(List.of())
        .build();
  }
}
