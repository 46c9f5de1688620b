// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.ingest.source.exotel.Callbacks.form;
import static sidstream.ingest.source.exotel.Callbacks.json;
import static sidstream.ingest.source.exotel.Callbacks.reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Reason;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.WebhookEvent;

class CallStatusTest {

  @ParameterizedTest
  @CsvSource({
    "terminal, completed, terminal",
    "Terminal, busy, terminal",
    "ringing, ringing, ringing",
    "answered, in-progress, answered:1",
    "Call Transferred, in-progress, call-transferred",
    "'', completed, terminal",
    "'', no_answer, terminal",
    "'', Cancelled, terminal",
    "'', in-progress, in-progress",
    "null, Ringing, ringing",
    "'', on-hold, on-hold",
    "'', '', status"
  })
  void theStepIsTheEventTypeOrWhatTheStatusSays(String type, String status, String step) {
    assertThat(form("CallSid=c1", "EventType=" + type, "Status=" + status).getStep())
        .isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({
    "in-progress, '', answered:1",
    "in-progress, ringing, answered:1",
    "in-progress, in-progress, answered:2",
    "completed, in-progress, answered:2",
    "answered, Answered, answered:2",
    "'', '', answered:1"
  })
  void answeredCountsTheLegsThatHavePickedUp(String first, String second, String step) {
    WebhookEvent event =
        form(
            "CallSid=c1",
            "EventType=answered",
            "Legs[0][Status]=" + first,
            "Legs[1][Status]=" + second);
    assertThat(event.getStep()).isEqualTo(step);
  }

  @Test
  void anUnknownStatusKeepsItsWord() {
    WebhookEvent event = form("CallSid=c1", "Status=on-hold");
    assertThat(event.getStatus()).isEqualTo("unknown");
    assertThat(event.getStatusWord()).isEqualTo("on-hold");
  }

  @Test
  void noStatusIsUnknownWithoutAWord() {
    WebhookEvent event = form("CallSid=c1");
    assertThat(event.getStatus()).isEqualTo("unknown");
    assertThat(event.getStatusWord()).isNull();
  }

  @Test
  void theOtherSpellingsOfTheDocumentsAreRead() {
    WebhookEvent event =
        form(
            "CallSid=c1",
            "Status=completed",
            "CallFrom=09999999991",
            "CallTo=sip:agent1@example",
            "Duration=42",
            "Price=0.600000",
            "DisconnectedBy=Callee",
            "Direction=incoming");
    assertThat(event.getCall().getFrom().getE164()).isEqualTo("+919999999991");
    assertThat(event.getCall().getTo().getOriginal()).isEqualTo("sip:agent1@example");
    assertThat(event.getCall().getTo().getE164()).isNull();
    assertThat(event.getCall().getTotalSeconds()).isEqualTo(42);
    assertThat(event.getCall().getDirection()).isEqualTo("inbound");
    assertThat(event.getCall().getDisconnectedBy()).isEqualTo("callee");
    assertThat(event.getRest()).containsOnlyKeys("Price");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "null",
        "NULL",
        "1970-01-01 05:30:00",
        "1970-01-01 05:30:00+05:30",
        "0001-01-01T00:00:00Z"
      })
  void everySpellingOfNothingIsNothing(String nothing) {
    WebhookEvent event =
        form(
            "CallSid=c1",
            "Status=completed",
            "From=" + nothing,
            "EndTime=" + nothing,
            "RecordingUrl=" + nothing,
            "ConversationDuration=" + nothing,
            "CustomField=" + nothing,
            "New=" + nothing);
    assertThat(event)
        .usingRecursiveComparison()
        .ignoringFields("raw", "SCHEMA$")
        .isEqualTo(form("CallSid=c1", "Status=completed"));
  }

  @Test
  void jsonNullIsNothing() {
    WebhookEvent event =
        json(
            "{\"CallSid\":\"c1\",\"Status\":\"busy\",\"RecordingUrl\":null,\"Legs\":[{\"Status\":null}]}");
    assertThat(event.getCall().getRecordingUrl()).isNull();
    assertThat(event.getCall().getLegs())
        .containsExactly(new Leg(null, null, null, null, null, null));
    assertThat(event.getRest()).isEmpty();
  }

  @Test
  void garbageIsNoNumberAndStaysInTheRest() {
    WebhookEvent event =
        form(
            "CallSid=c1",
            "ConversationDuration=12 s",
            "EndTime=2021-01-19T19:17:03+50:30",
            "DateUpdated=soon",
            "StartTime=2025-11-12 14:25:10",
            "Legs[0][OnCallDuration]=-1",
            "Legs[0][Status]=asleep");
    assertThat(event.getCall().getTalkSeconds()).isNull();
    assertThat(event.getCall().getEndedAt()).isNull();
    assertThat(event.getOccurredAt()).isEqualTo("2025-11-12T08:55:10Z");
    assertThat(event.getCall().getLegs())
        .containsExactly(new Leg(null, "unknown", null, null, null, null));
    assertThat(event.getRest())
        .containsOnlyKeys(
            "ConversationDuration",
            "EndTime",
            "DateUpdated",
            "Legs[0][OnCallDuration]",
            "Legs[0][Status]");
  }

  @Test
  void timeOfTheStepFallsBackToEndThenStart() {
    assertThat(
            form("CallSid=c1", "EndTime=2025-11-12 14:30:45", "StartTime=2025-11-12 14:25:10")
                .getOccurredAt())
        .isEqualTo("2025-11-12T09:00:45Z");
    assertThat(
            form("CallSid=c1", "DateUpdated=1970-01-01 05:30:00", "StartTime=2025-11-12 14:25:10")
                .getOccurredAt())
        .isEqualTo("2025-11-12T08:55:10Z");
    assertThat(form("CallSid=c1").getOccurredAt()).isNull();
  }

  @Test
  void wrappedLegsAreLegs() {
    WebhookEvent event =
        json(
            "{\"CallSid\":\"c1\",\"Legs\":[{\"Leg\":{\"Id\":1,\"OnCallDuration\":12,\"Status\":\"completed\"}}]}");
    assertThat(event.getCall().getLegs())
        .containsExactly(new Leg(null, "completed", 12, null, null, null));
    assertThat(event.getRest()).containsOnlyKeys("Legs[0][Leg][Id]");
  }

  @Test
  void aLegsOwnNumberCounts() {
    WebhookEvent event = form("CallSid=c1", "From=09999999991", "Legs[0][Number]=09999999993");
    assertThat(event.getCall().getLegs().get(0).getNumber().getE164()).isEqualTo("+919999999993");
  }

  @Test
  void aLegIndexFromOutsideMakesNoHugeList() {
    WebhookEvent event = form("CallSid=c1", "Legs[999999999][Status]=busy", "Legs[1][Status]=busy");
    assertThat(event.getCall().getLegs()).hasSize(2);
    assertThat(event.getRest()).containsOnlyKeys("Legs[999999999][Status]");
  }

  @Test
  void whatOnlyLooksLikeALegMakesNone() {
    WebhookEvent event =
        form("CallSid=c1", "Legs[0][Status]=busy", "Legs[7]x=1", "Legs[x][Status]=busy", "Legs=2");
    assertThat(event.getCall().getLegs()).hasSize(1);
    assertThat(event.getRest()).containsOnlyKeys("Legs[7]x", "Legs[x][Status]", "Legs");
  }

  @Test
  void withoutASidItIsQuarantined() {
    assertThat(reading("Status=completed"))
        .isInstanceOfSatisfying(
            Reading.Quarantine.class, q -> assertThat(q.reason()).isEqualTo(Reason.NO_SID));
    assertThat(reading("CallSid=null", "Status=completed"))
        .isEqualTo(new Reading.Quarantine(Reason.NO_SID, "CallSid is empty"));
  }

  @Test
  void aSidThatIsNoIdIsQuarantinedWithoutItsValue() {
    assertThat(reading("CallSid=c 1"))
        .isEqualTo(new Reading.Quarantine(Reason.UNRECOGNISED_SHAPE, "CallSid holds no id"));
    assertThat(reading("CallSid=" + "c".repeat(201))).isInstanceOf(Reading.Quarantine.class);
  }
}
