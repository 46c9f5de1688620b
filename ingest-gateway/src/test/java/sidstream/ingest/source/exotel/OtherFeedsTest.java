// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.ingest.source.exotel.Callbacks.form;
import static sidstream.ingest.source.exotel.Callbacks.json;
import static sidstream.ingest.source.exotel.Callbacks.reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Reason;
import sidstream.schemas.record.WebhookEvent;

/** Received SMS, link clicks, lent numbers, ExoML, WebRTC. */
class OtherFeedsTest {

  @Test
  void aReceivedSmsIsNoDeliveryReport() {
    WebhookEvent event =
        form("SmsSid=s1", "From=09999999991", "To=08099999980", "Body=Hello & good-bye");
    assertThat(event.getKind()).isEqualTo("message");
    assertThat(event.getSms()).isNull();
    assertThat(event.getMessage().getDirection()).isEqualTo("inbound");
    assertThat(event.getMessage().getText()).isEqualTo("Hello & good-bye");
    assertThat(event.getMessage().getDelivered()).isNull();
    assertThat(event.getStatus()).isEqualTo("received");
  }

  @Test
  void aReportThatQuotesItsTextIsStillAReport() {
    assertThat(form("SmsSid=s1", "Body=Hello", "Status=sent").getKind()).isEqualTo("sms");
  }

  @Test
  void aClickIsAnEventOfItsSmsAndSaysNothingOfDelivery() {
    WebhookEvent event =
        form("SmsSid=s1", "ShortenedUrl=https://x.example", "ClickedAt=2025-11-12 14:35:00");
    assertThat(event.getKind()).isEqualTo("sms");
    assertThat(event.getStatus()).isEqualTo("unknown");
    assertThat(event.getStep()).matches("click:[0-9a-f]{8}");
    assertThat(event.getSms().getDelivered()).isNull();
    assertThat(
            form("SmsSid=s1", "ShortenedUrl=https://x.example", "ClickedAt=2025-11-12 14:36:00")
                .getStep())
        .isNotEqualTo(event.getStep());
  }

  @Test
  void anImpossibleOffsetIsNoTimeAndStaysInTheRest() {
    WebhookEvent event =
        json(
            "{\"call_sid\":\"c1\",\"greenvn_id\":\"g1\",\"call_type\":\"completed\","
                + "\"dial_call_status\":\"completed\",\"dial_call_duration\":\"32\","
                + "\"on_call_duration\":27,\"current_time\":\"2021-01-19T19:17:44+50:30\"}");
    assertThat(event.getOccurredAt()).isNull();
    assertThat(event.getRest()).containsEntry("current_time", "2021-01-19T19:17:44+50:30");
    assertThat(event.getCall().getTalkSeconds()).isEqualTo(27);
    assertThat(event.getProvisional()).isTrue();
  }

  @Test
  void aReturnedNumberIsNoCall() {
    WebhookEvent event = json("{\"greenpin_id\":\"g1\",\"transaction_id\":\"t1\"}");
    assertThat(event.getKind()).isEqualTo("allocation");
    assertThat(event.getSid()).isEqualTo("g1");
    assertThat(event.getStep()).isEqualTo("deallocated");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          leg_connecting      , -          , queued
          leg_ringing         , -          , ringing
          leg_answered        , -          , in-progress
          leg_answered        , in-progress, in-progress
          leg_terminated      , completed  , completed
          leg_terminated      , busy       , busy
          leg_terminated      , -          , unknown
          leg_failed_to_create, -          , failed
          play_completed      , in-progress, in-progress
          amd_result_success  , -          , unknown
          """)
  void theStateOfALegIsItsStatus(String name, String state, String status) {
    WebhookEvent event = exoml("e1", name, state);
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getSid()).isEqualTo("l1");
    assertThat(event.getStep()).isEqualTo("exoml:" + name + ":e1");
  }

  @Test
  void anEventIsKnownByItsOwnId() {
    assertThat(exoml("e1", "leg_answered", null).getStep())
        .isNotEqualTo(exoml("e2", "leg_answered", null).getStep());
    assertThat(exoml("e".repeat(190), "leg_answered".repeat(20), null).getStep())
        .hasSizeLessThan(150);
  }

  @Test
  void anEventOfNoLegIsAboutItsActionOrItself() {
    assertThat(json("{\"event_sid\":\"e1\",\"event_name\":\"x\",\"action_sid\":\"a1\"}").getSid())
        .isEqualTo("a1");
    assertThat(json("{\"event_sid\":\"e1\",\"event_name\":\"x\"}").getSid()).isEqualTo("e1");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          busy     , -       , unknown    , -
          free     , -       , unknown    , -
          ''       , active  , in-progress, active
          completed, terminal, completed  , completed
          no-answer, terminal, no-answer  , no-answer
          busy     , active  , in-progress, active
          """)
  void theLineOfAUserIsNotTheCall(String line, String state, String status, String word) {
    WebhookEvent event =
        form(
            "CallSid=c1",
            "AppId=a1",
            "CallStatus=" + line,
            "CallState=" + (state == null ? "" : state),
            "UpdatedAt=0001-01-01T00:00:00Z");
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStatusWord()).isEqualTo(word);
    assertThat(event.getOccurredAt()).isNull();
    assertThat(event.getProvisional()).isTrue();
  }

  @Test
  void aCallOfTheSecondDocumentIsReadToo() {
    WebhookEvent event =
        json(
            "{\"event\":\"incoming_call\",\"call_sid\":\"c1\",\"direction\":\"inbound\","
                + "\"from\":\"+919999999991\",\"to\":\"sip:a@example.com\","
                + "\"exophone\":\"+918099999980\",\"app_id\":\"a1\"}");
    assertThat(event.getStep()).startsWith("webrtc:incoming_call:");
    assertThat(event.getCall().getFrom().getE164()).isEqualTo("+919999999991");
    assertThat(event.getCall().getDirection()).isEqualTo("inbound");
  }

  @Test
  void fieldsThatNameNothingAreQuarantined() {
    assertThat(reading("hello=world"))
        .isInstanceOfSatisfying(
            Reading.Quarantine.class, q -> assertThat(q.reason()).isEqualTo(Reason.NO_SID));
  }

  private static WebhookEvent exoml(String id, String name, String state) {
    return json(
        "{\"event_sid\":\"%s\",\"event_type\":\"leg_action_event\",\"event_name\":\"%s\",\"data\":{\"leg_sid\":\"l1\",\"state\":%s}}"
            .formatted(id, name, state == null ? "null" : '"' + state + '"'));
  }
}
