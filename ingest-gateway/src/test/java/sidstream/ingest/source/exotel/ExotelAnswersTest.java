// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSamples;
import sidstream.testkit.FakeExotelApi;

/** What the API answers, as documented. */
class ExotelAnswersTest {

  private static final Instant NOW = Instant.parse("2025-11-12T12:00:00Z");

  private final ZoneId india = ZoneId.of("Asia/Kolkata");
  private final ExotelAnswers answers = new ExotelAnswers(india, "IN");

  @Test
  void aCallIsReadAsItsTerminalCallback() {
    WebhookEvent told = answers.calls(raw(FakeExotelApi.sample("calls.json"))).get(0);
    WebhookEvent callback =
        Webhooks.event(
            new ExotelSource(india, "IN")
                .read(Webhooks.of(ExotelSamples.named("voice-terminal-completed.json"))));
    assertThat(told.getSid()).isEqualTo(callback.getSid());
    assertThat(EventIdentity.of(told)).isEqualTo(EventIdentity.of(callback));
    assertThat(told.getStatus()).isEqualTo("completed");
    assertThat(told.getStep()).isEqualTo("terminal");
    assertThat(told.getFeed()).isEqualTo("reconcile");
    CallPart call = told.getCall();
    CallPart expected = callback.getCall();
    assertThat(call.getFrom()).isEqualTo(expected.getFrom());
    assertThat(call.getTo()).isEqualTo(expected.getTo());
    assertThat(call.getExophone().getE164()).isEqualTo("+918099999980");
    assertThat(call.getDirection()).isEqualTo(expected.getDirection());
    assertThat(call.getStartedAt()).isEqualTo(expected.getStartedAt());
    assertThat(call.getEndedAt()).isEqualTo(expected.getEndedAt());
    assertThat(call.getTalkSeconds()).isEqualTo(320);
    assertThat(call.getTotalSeconds()).isEqualTo(335);
    assertThat(call.getRecordingUrl()).isEqualTo(expected.getRecordingUrl());
    assertThat(call.getLegs()).extracting(Leg::getTalkSeconds).containsExactly(335, 320);
    assertThat(call.getLegs()).extracting(Leg::getStatus).containsExactly("completed", "completed");
  }

  @Test
  void eachCallHasItsOwnBytesAndReceipt() {
    List<WebhookEvent> told = answers.calls(raw(FakeExotelApi.sample("calls.json")));
    assertThat(told).extracting(WebhookEvent::getReceiptId).containsExactly("r1", "r1/2");
    assertThat(told.get(1).getStatus()).isEqualTo("no-answer");
    assertThat(told.get(1).getCall().getEndedAt()).as("the epoch is no time").isNull();
    assertThat(told.get(1).getCall().getTotalSeconds()).isNull();
    assertThat(told.get(1).getCall().getLegs())
        .extracting(Leg::getStatus)
        .containsExactly("completed", "no-answer");
    assertThat(UTF_8.decode(told.get(1).getRaw().duplicate()).toString())
        .startsWith("{\"Sid\":\"91cfbec2d78bbbf10fb851f4fa1619bd\"")
        .endsWith("}");
  }

  @Test
  void aWrappedCallIsTheSame() {
    String call = "{\"Sid\":\"c1\",\"Status\":\"busy\"}";
    assertThat(answers.calls(raw("{\"Calls\":[{\"Call\":" + call + "}]}")))
        .extracting(WebhookEvent::getSid, WebhookEvent::getStatus)
        .containsExactly(org.assertj.core.api.Assertions.tuple("c1", "busy"));
  }

  @Test
  void aMessageIsReadAsItsCallback() {
    WebhookEvent told = answers.sms(raw(FakeExotelApi.sample("sms-details.json"))).get(0);
    WebhookEvent callback =
        Webhooks.event(
            new ExotelSource(india, "IN").read(Webhooks.of(ExotelSamples.named("sms-sent.json"))));
    assertThat(EventIdentity.of(told)).isEqualTo(EventIdentity.of(callback));
    assertThat(told.getStatus()).isEqualTo(callback.getStatus());
    assertThat(told.getSms().getDelivered()).isTrue();
    assertThat(told.getSms().getUnits()).isEqualTo(1);
    assertThat(told.getSms().getTo()).isEqualTo(callback.getSms().getTo());
    assertThat(told.getOccurredAt()).isEqualTo(callback.getOccurredAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No matching results",
        "{}",
        "[]",
        "{\"SMSMessage\":null,\"Calls\":null}",
        "{\"Calls\":[]}",
        "{\"Calls\":[17,null,{}]}",
        "{\"RestException\":{\"Status\":404}}",
        "{\"SMSMessage\":{\"Sid\":\"\"},\"Calls\":[{\"Sid\":\"null\",\"Status\":\"busy\"}]}",
        "{\"Calls\":[{\"Sid\":\"c1\"",
        ""
      })
  void whatTellsNothingIsNothing(String answer) {
    assertThat(answers.sms(raw(answer))).isEmpty();
    assertThat(answers.calls(raw(answer))).isEmpty();
    assertThat(answers.balance(answer.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void theBalanceIsInHundredths() {
    assertThat(answers.balance(FakeExotelApi.sample("balance.json").getBytes(UTF_8)))
        .hasValue(154_375);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          999.999, 99999
          1000,    100000
          -3.5,    -350
          -0.001,  -1
          ' 7 ',   700
          """)
  void itIsRoundedDown(String balance, long hundredths) {
    assertThat(answers.balance(balance(balance))).hasValue(hundredths);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "INR 5", "1e999999999", "1e-999999999", "99999999999999999"})
  void whatIsNoNumberIsNoBalance(String balance) {
    assertThat(answers.balance(balance(balance))).isEmpty();
  }

  private static byte[] balance(String balance) {
    return ("{\"Account\":{\"BalanceData\":{\"Balance\":\"" + balance + "\"}}}").getBytes(UTF_8);
  }

  private static RawWebhook raw(String answer) {
    return new RawWebhook(
        "r1",
        NOW,
        "exotel",
        "reconcile",
        new RawWebhook.Request(
            "GET", Map.of(), "application/json", ByteBuffer.wrap(answer.getBytes(UTF_8))));
  }
}
