// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.ingest.source.exotel.Callbacks.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.schemas.record.WebhookEvent;

class CcmCallTest {

  @ParameterizedTest
  @CsvSource({
    "completed, completed",
    "agent_unanswered, no-answer",
    "customer_unanswered, no-answer",
    "from_leg_unanswered, no-answer",
    "to_leg_unanswered, no-answer",
    "agent_canceled, canceled",
    "from_leg_cancelled, canceled",
    "customer_no_dial, failed",
    "agent_no_dial, failed",
    "from_leg_no_dial, failed",
    "to_leg_no_dial, failed",
    "agent_on_holiday, unknown"
  })
  void itsWordsHaveTheirStatus(String word, String status) {
    WebhookEvent event = terminal("\"call_status\":\"" + word + "\"");
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStatusWord()).isEqualTo(word);
    assertThat(event.getStep()).isEqualTo("terminal");
  }

  @Test
  void theFinalCallbackIsReadInFull() {
    WebhookEvent event =
        terminal(
            """
            "call_state":"terminal","call_status":"completed","direction":"inbound",
            "virtual_number":"+918099999980","total_talk_time":61,"total_duration":"75",
            "customer_details":{"contact_uri":"+919999999991","status":"completed"},
            "recordings":[{"url":"https://recordings.example/1.mp3"}],"custom_field":null,
            "start_time":"2022-11-03 22:53:25+05:30","end_time":"2022-11-03 22:54:40+05:30"
            """);
    assertThat(event.getCall().getFrom().getE164()).isEqualTo("+919999999991");
    assertThat(event.getCall().getTalkSeconds()).isEqualTo(61);
    assertThat(event.getCall().getTotalSeconds()).isEqualTo(75);
    assertThat(event.getCall().getRecordingUrl()).isEqualTo("https://recordings.example/1.mp3");
    assertThat(event.getOccurredAt()).isEqualTo("2022-11-03T17:24:40Z");
    assertThat(event.getCustomField()).isNull();
    assertThat(event.getRest())
        .containsOnlyKeys("call_details[call_state]", "call_details[customer_details][status]");
  }

  @Test
  void aRecordingMayBeAPlainText() {
    WebhookEvent event = terminal("\"recordings\":[\"https://recordings.example/1.mp3\"]");
    assertThat(event.getCall().getRecordingUrl()).isEqualTo("https://recordings.example/1.mp3");
  }

  @Test
  void theCustomersStatusTellsTheSecondAnswer() {
    assertThat(answered("\"status\":\"answered\"").getStep()).isEqualTo("answered:2");
    assertThat(answered("\"status\":\"in-progress\"").getStep()).isEqualTo("answered:2");
    assertThat(answered("\"status\":\"ringing\"").getStep()).isEqualTo("answered:1");
    assertThat(answered("\"status\":null").getStep()).isEqualTo("answered:1");
  }

  @Test
  void withoutAnEventTypeTheStatusTells() {
    assertThat(
            json("{\"call_details\":{\"call_sid\":\"c1\",\"call_status\":\"agent_no_dial\"}}")
                .getStep())
        .isEqualTo("terminal");
    assertThat(json("{\"call_details\":{\"call_sid\":\"c1\",\"call_state\":\"active\"}}").getStep())
        .isEqualTo("in-progress");
  }

  private static WebhookEvent terminal(String details) {
    return json(
        "{\"event_details\":{\"event_type\":\"terminal\"},\"call_details\":{\"call_sid\":\"c1\","
            + details
            + "}}");
  }

  private static WebhookEvent answered(String customer) {
    return json(
        "{\"event_details\":{\"event_type\":\"answered\"},\"call_details\":{\"call_sid\":\"c1\","
            + "\"call_state\":\"active\",\"customer_details\":{"
            + customer
            + "}}}");
  }
}
