// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
    Phone customer = fields.phone(CUSTOMER + "[contact_uri]");
    Phone agent = fields.phone(AGENT + "[contact_uri]");
    boolean inbound = "inbound".equals(direction);
    return CallPart.newBuilder()
        .setDirection(direction)
        .setFrom(inbound ? customer : agent)
        .setTo(inbound ? agent : customer)
        .setExophone(fields.phone(CALL + "[virtual_number]"))
        .setStartedAt(fields.time(CALL + "[start_time]"))
        .setEndedAt(fields.time(CALL + "[end_time]"))
        .setTalkSeconds(fields.count(CALL + "[total_talk_time]"))
        .setTotalSeconds(fields.count(CALL + "[total_duration]"))
        .setRecordingUrl(fields.text(CALL + "[recordings][0]", CALL + "[recordings][0][url]"))
        .setLegs(List.of())
        .build();
  }
}
