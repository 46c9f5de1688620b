// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.StatusMeaning;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * The StatusCallback of a call (API v1): four fields by default, with legs and event types on
 * request.
 *
 * <p>Its step: {@code answered} comes once per leg under one CallSid and one EventType, so the
 * number of legs that have picked up is part of it.
 */
final class CallStatus {

  private CallStatus() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("Status", "CallStatus");
    Status status = StatusWords.ofCall(word);
    CallPart call = call(fields);
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(step(fields.text("EventType"), status, word, answeredLegs(call.getLegs())))
        .setOccurredAt(fields.time("DateUpdated", "EndTime", "StartTime"))
        .setCustomField(fields.text("CustomField"))
        .setCall(call);
  }

  /**
   * The moment in the life of a call.
   *
   * @param type the event type, null where the callback has none
   * @param answered how many parties have picked up
   */
  static String step(@Nullable String type, Status status, @Nullable String word, int answered) {
    if (type == null) {
      boolean terminal = StatusMeaning.of(Kind.CALL, status).terminal();
      return terminal ? "terminal" : StatusWords.step(status, word);
    }
    String step = StatusWords.step(type);
    return step.equals("answered") ? "answered:" + Math.max(1, answered) : step;
  }

  /** As received, in lower case; one word for one thing. */
  static @Nullable String direction(@Nullable String word) {
    if (word == null) {
      return null;
    }
    String direction = word.toLowerCase(Locale.ROOT);
    return direction.equals("incoming") ? "inbound" : direction;
  }

  private static CallPart call(FieldReader fields) {
    Phone from = fields.phone("From", "CallFrom");
    Phone to = fields.phone("To", "CallTo");
    return CallPart.newBuilder()
        .setDirection(direction(fields.text("Direction")))
        .setFrom(from)
        .setTo(to)
        .setExophone(fields.phone("PhoneNumberSid")) // the number, in spite of its name
        .setStartedAt(fields.time("StartTime"))
        .setEndedAt(fields.time("EndTime"))
        .setTalkSeconds(fields.count("ConversationDuration"))
        .setTotalSeconds(fields.count("Duration"))
        .setDisconnectedBy(Legs.lower(fields.text("DisconnectedBy")))
        .setRecordingUrl(fields.text("RecordingUrl"))
        .setLegs(Legs.read(fields, from, to))
        .build();
  }

  private static int answeredLegs(List<Leg> legs) {
    int answered = 0;
    for (Leg leg : legs) {
      answered += StatusWords.pickedUp(leg.getStatus()) ? 1 : 0;
    }
    return answered;
  }
}
