// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSamples;

/** WhatsApp and RCS: several messages in one request. */
class MessageListTest {

  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  @Test
  void eachMessageIsAnEventWithItsOwnIdAndBytes() {
    List<WebhookEvent> events =
        Webhooks.events(exotel.read(Webhooks.of(ExotelSamples.named("whatsapp-several.json"))));
    assertThat(events)
        .extracting(WebhookEvent::getSid)
        .containsExactly(
            "wa1123456789abcdef0123456789ab19bc", "wa2123456789abcdef0123456789ab19bc");
    String id = events.get(0).getReceiptId();
    assertThat(events.get(1).getReceiptId()).isEqualTo(id + "/2");
    assertThat(raw(events.get(1)))
        .startsWith("{\"callback_type\":\"dlr\",\"message_sid\":\"wa2")
        .endsWith("\"2025-11-12T14:31:49+05:30\"}");
  }

  @Test
  void aMessageAloneKeepsTheWholeBody() {
    String body = "{\"whatsapp\":{\"messages\":[{\"sid\":\"w1\",\"exo_status_code\":30001}]}}";
    assertThat(raw(Webhooks.event(read(body)))).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          30001  , -                   , sent     , sent:30001     , -
          "30002", EX_MESSAGE_DELIVERED, delivered, delivered:30002, true
          30003  , EX_MESSAGE_SEEN     , read     , read:30003     , true
          30004  , EX_SYSTEM_ERROR     , failed   , failed:30004   , false
          30017  , -                   , failed   , failed:30017   , false
          30050  , EX_PAYMENT_SUCCESS  , unknown  , ex_payment_success:30050, -
          40002  , -                   , delivered, delivered:40002, true
          40009  , -                   , failed   , failed:40009   , false
          50001  , EX_MESSAGE_DELIVERED, delivered, delivered:50001, true
          -      , EX_MESSAGE_SEEN     , read     , read           , true
          -      , EX_NEW              , unknown  , ex_new         , -
          """)
  void theCodeTellsTheStatus(
      String code, String detailed, String status, String step, Boolean delivered) {
    WebhookEvent event =
        Webhooks.event(
            read(
                "{\"whatsapp\":{\"messages\":[{\"callback_type\":\"dlr\",\"sid\":\"w1\""
                    + (code == null ? "" : ",\"exo_status_code\":" + code)
                    + (detailed == null ? "" : ",\"exo_detailed_status\":\"" + detailed + '"')
                    + "}]}}"));
    assertThat(event.getKind()).isEqualTo("message");
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStep()).isEqualTo(step);
    assertThat(event.getMessage().getDelivered()).isEqualTo(delivered);
    assertThat(event.getMessage().getDirection()).isEqualTo("outbound");
  }

  @Test
  void theSmsSentInsteadOfAnRcsMessageIsAnSms() {
    List<WebhookEvent> events =
        Webhooks.events(exotel.read(Webhooks.of(ExotelSamples.named("rcs-sms-fallback.json"))));
    assertThat(events).extracting(WebhookEvent::getKind).containsExactly("message", "sms");
    assertThat(events)
        .extracting(WebhookEvent::getStep)
        .containsExactly("failed:40005", "sent:20005");
    assertThat(events.get(1).getSms().getDelivered()).isTrue();
    assertThat(events.get(1).getRest()).containsEntry("sid", events.get(0).getSid());
  }

  @Test
  void anUnreadableMessageKeepsNoneOfTheOthers() {
    Reading.Events read =
        (Reading.Events)
            read(
                "{\"whatsapp\":{\"messages\":[{\"sid\":\"w1\"},7,{\"sid\":null},{\"sid\":\"w 4\"},"
                    + "{\"sid\":\"w5\"}]}}");
    assertThat(read.events()).extracting(WebhookEvent::getSid).containsExactly("w1", "w5");
    assertThat(read.events().get(1).getReceiptId()).endsWith("/2");
    assertThat(read.leftOver())
        .contains(
            new Quarantine(
                Reason.UNRECOGNISED_SHAPE, "whatsapp[messages] item 2 is no object, and 2 more"));
  }

  @Test
  void withoutAReadableMessageAllIsQuarantined() {
    assertThat(read("{\"rcs\":{\"messages\":[{\"sid\":\"null\"}]}}"))
        .isEqualTo(new Quarantine(Reason.NO_SID, "rcs[messages] item 1: sid is empty"));
    assertThat(read("{\"rcs\":{\"messages\":[]}}"))
        .isInstanceOfSatisfying(
            Quarantine.class, why -> assertThat(why.reason()).isEqualTo(Reason.NO_SID));
  }

  @Test
  void moreMessagesThanABatchHasAreSetAside() {
    Reading.Events read = (Reading.Events) read(batch(501));
    assertThat(read.events()).hasSize(500);
    assertThat(read.events().get(499).getReceiptId()).endsWith("/500");
    assertThat(read.leftOver().orElseThrow().detail()).isEqualTo("only the first 500 are read");
  }

  @Test
  void whatStandsBesideTheMessagesIsGivenToEach() {
    List<WebhookEvent> events =
        Webhooks.events(
            read(
                "{\"account\":\"acme\",\"whatsapp\":{\"messages\":[{\"sid\":\"w1\"},"
                    + "{\"sid\":\"w2\",\"account\":\"own\"}]}}"));
    assertThat(events.get(0).getRest()).containsEntry("account", "acme");
    assertThat(events.get(1).getRest()).containsEntry("account", "own");
  }

  @Test
  void aLongEnvelopeIsSetAsideInsteadOfMultiplied() {
    String body =
        "{\"note\":\"" + "x".repeat(2000) + "\",\"whatsapp\":{\"messages\":[{\"sid\":\"w1\"}]}}";
    Reading.Events read = (Reading.Events) read(body);
    assertThat(read.events().get(0).getRest()).isEmpty();
    assertThat(read.leftOver()).isPresent();
  }

  @Test
  void severalMessagesInUtf16AreSetAside() {
    byte[] body = batch(2).getBytes(UTF_16);
    assertThat(exotel.read(Webhooks.of("whatsapp", Webhooks.JSON, body)))
        .isInstanceOf(Quarantine.class);
  }

  @Test
  void bytesAreOfTheMessageBehindAByteOrderMark() {
    byte[] body = ("\uFEFF " + batch(2)).getBytes(UTF_8);
    Reading reading = exotel.read(Webhooks.of("whatsapp", Webhooks.JSON, body));
    assertThat(raw(Webhooks.events(reading).get(1))).isEqualTo("{\"sid\":\"w1\"}");
  }

  @Test
  void bytesAreCountedNotLetters() {
    String body =
        "{\"whatsapp\":{\"messages\":[{\"sid\":\"w1\",\"n\":\"é€😀\"},{\"sid\":\"w2\"} ]}}";
    List<WebhookEvent> events = Webhooks.events(read(body));
    assertThat(raw(events.get(0))).isEqualTo("{\"sid\":\"w1\",\"n\":\"é€😀\"}");
    assertThat(raw(events.get(1))).isEqualTo("{\"sid\":\"w2\"}");
  }

  private static String batch(int messages) {
    return IntStream.range(0, messages)
        .mapToObj(i -> "{\"sid\":\"w" + i + "\"}")
        .collect(Collectors.joining(",", "{\"whatsapp\":{\"messages\":[", "]}}"));
  }

  private static String raw(WebhookEvent event) {
    ByteBuffer raw = event.getRaw().duplicate();
    byte[] bytes = new byte[raw.remaining()];
    raw.get(bytes);
    return new String(bytes, UTF_8);
  }

  private Reading read(String json) {
    return exotel.read(Webhooks.of("whatsapp", Webhooks.JSON, json));
  }
}
