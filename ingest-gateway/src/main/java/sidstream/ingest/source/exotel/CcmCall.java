// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * The callback of a call between an agent and a customer (API v2 and v3): {@code event_details} and
 * {@code call_details}. On an outbound call the agent is dialled first.
 */
final class CcmCall {

  private static final String CALL = "call_details";
  private static final String CUSTOMER = CALL + "[customer_details]";
  private static final String AGENT = CALL + "[assigned_agent_details]";
  private static final String FROM = CALL + "[from][contact_uri]";
  private static final String TO = CALL + "[to][contact_uri]";

  private CcmCall() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text(CALL + "[call_status]", CALL + "[call_state]");
    Status status = StatusWords.ofCall(word);
    event
        .setKind(Kind.CALL.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep(step(fields, status, word))
        .setOccurredAt(
            fields.time(CALL + "[date_updated]", CALL + "[end_time]", CALL + "[start_time]"))
        .setCustomField(fields.text(CALL + "[custom_field]"))
        .setCall(call(fields));
  }

  private static String step(FieldReader fields, Status status, @Nullable String word) {
    boolean bridged = StatusWords.pickedUp(fields.peek(CUSTOMER + "[status]"));
    String type = fields.text("event_details[event_type]");
    return CallStatus.step(type, status, word, bridged ? 2 : 1);
  }

  private static CallPart call(FieldReader fields) {
    String direction = CallStatus.direction(fields.text(CALL + "[direction]"));
    boolean inbound = "inbound".equals(direction);
    Phone customer = fields.phone(CUSTOMER + "[contact_uri]", inbound ? FROM : TO);
    Phone agent = fields.phone(AGENT + "[contact_uri]", inbound ? TO : FROM);
    Phone first = inbound ? customer : agent;
    Phone second = inbound ? agent : customer;
    return CallPart.newBuilder()
        .setDirection(direction)
        .setFrom(first)
        .setTo(second)
        .setExophone(fields.phone(CALL + "[virtual_number]"))
        .setStartedAt(fields.time(CALL + "[start_time]"))
        .setEndedAt(fields.time(CALL + "[end_time]"))
        .setTalkSeconds(fields.count(CALL + "[total_talk_time]"))
        .setTotalSeconds(fields.count(CALL + "[total_duration]"))
        .setDisconnectedBy(Legs.lower(fields.text(CALL + "[disconnected_by]")))
        .setRecordingUrl(fields.text(CALL + "[recordings][0]", CALL + "[recordings][0][url]"))
        .setLegs(Legs.ofCcm(fields, CALL, first, second))
        .build();
  }
}
