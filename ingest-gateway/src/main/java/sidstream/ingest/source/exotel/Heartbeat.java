// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.HeartbeatPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * The provider's own report about the account's numbers, every few minutes and up to 10 MiB large.
 * Which numbers are affected stands in the raw bytes; here they are counted.
 */
final class Heartbeat {

  static final String SID = "heartbeat";
  static final String LEVEL = "status_type";
  static final String INCOMING = "incoming_affected";
  static final String OUTGOING = "outgoing_affected";

  private Heartbeat() {}

  /**
   * @param fields an outline: lists are their lengths
   */
  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text(LEVEL);
    event
        .setKind(Kind.HEARTBEAT.word())
        .setStatus(Status.UNKNOWN.word())
        .setStatusWord(word)
        .setStep("heartbeat:" + StatusWords.digest(event.getFingerprint()))
        .setOccurredAt(fields.time("timestamp"))
        .setHeartbeat(
            HeartbeatPart.newBuilder()
                .setLevel(word == null ? "unknown" : StatusWords.step(word).replace('_', '-'))
                .setIncomingAffected(orNone(fields.count(INCOMING)))
                .setOutgoingAffected(orNone(fields.count(OUTGOING)))
                .build());
  }

  private static int orNone(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
