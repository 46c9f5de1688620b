// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.WebhookEvent;

/**
 * What the Connect applet tells of an agent's line while it dials. {@code Status} (busy, free) is
 * that line's, never the call's, and stays in the rest.
 */
final class Popup {

  private Popup() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String type = fields.text("EventType");
    event
        .setKind(Kind.CALL.word())
        .setStatus(status(type).word())
        .setStatusWord(type)
        .setProvisional(true)
        .setStep(step(fields, type))
        .setOccurredAt(fields.time("CurrentTime", "Created"))
        .setCustomField(fields.text("CustomField"))
        .setCall(Passthru.begun(fields).setLegs(List.of()).build());
  }

  private static Status status(@Nullable String type) {
    return switch (type == null ? "" : StatusWords.step(type)) {
      case "dial", "ringing" -> Status.RINGING;
      case "answered" -> Status.IN_PROGRESS;
      default -> Status.UNKNOWN; // the agent's line is free again: the call may go on
    };
  }

  private static String step(FieldReader fields, @Nullable String type) {
    String digest = Passthru.digest(fields, "DialWhomNumber", "EventType", "CurrentTime");
    return "popup:" + (type == null ? "line" : StatusWords.step(type)) + ':' + digest;
  }
}
