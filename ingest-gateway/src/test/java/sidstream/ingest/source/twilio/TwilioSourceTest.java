// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

class TwilioSourceTest {

  private static final String NUMBERS = "&From=%2B14155550100&To=%2B14155550199";

  private final TwilioSource twilio = new TwilioSource(ZoneId.of("Asia/Kolkata"), "IN");

  @ParameterizedTest
  @CsvSource({
    "queued, queued",
    "initiated, queued",
    "ringing, ringing",
    "in-progress, in-progress",
    "answered, in-progress",
    "completed, completed",
    "busy, busy",
    "failed, failed",
    "no-answer, no-answer",
    "canceled, canceled",
    "parked, unknown"
  })
  void theStatusOfACallIsItsStep(String word, String status) {
    WebhookEvent event = event("CallSid=CA1&CallStatus=" + word);
    assertThat(event.getKind()).isEqualTo("call");
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStatusWord()).isEqualTo(word);
    assertThat(event.getStep()).isEqualTo(word);
  }

  @Test
  void aCallIsReadInFull() {
    WebhookEvent event =
        event(
            "CallSid=CA1&AccountSid=AC1&CallStatus=completed&Direction=outbound-api"
                + "&CallDuration=42&Duration=1&ParentCallSid=CA0&SequenceNumber=3"
                + "&Timestamp=Tue%2C+18+Nov+2025+06%3A30%3A00+%2B0000"
                + NUMBERS);
    CallPart call = event.getCall();
    assertThat(event.getOccurredAt()).isEqualTo("2025-11-18T06:30:00Z");
    assertThat(call.getFrom().getE164()).isEqualTo("+14155550100");
    assertThat(call.getExophone()).isEqualTo(call.getFrom());
    assertThat(call.getTo().getE164()).isEqualTo("+14155550199");
    assertThat(call.getTalkSeconds()).isEqualTo(42);
    assertThat(event.getRest())
        .containsOnlyKeys("AccountSid", "Duration", "ParentCallSid", "SequenceNumber");
  }

  @Test
  void theNumberThatAFlowShowsIsNotTakenForTheAccounts() {
    String dialled = "CallSid=CA1&CallStatus=ringing&Direction=outbound-dial" + NUMBERS;
    assertThat(event(dialled).getCall().getExophone()).isNull();
    assertThat(event("CallSid=CA1&CallStatus=ringing" + NUMBERS).getCall().getExophone()).isNull();
  }

  @Test
  void theNumberThatWasCalledIsTheAccounts() {
    CallPart call = event("CallSid=CA1&CallStatus=ringing&Direction=inbound" + NUMBERS).getCall();
    assertThat(call.getExophone()).isEqualTo(call.getTo());
    assertThat(event("CallSid=CA1&To=client%3Aalice").getCall().getTo())
        .isEqualTo(new Phone("client:alice", null));
  }

  @Test
  void aRecordingIsAStepOfItsOwn() {
    WebhookEvent event =
        event(
            "CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fr");
    assertThat(event.getStep()).isEqualTo("recording:completed");
    assertThat(event.getStatus()).isEqualTo("unknown");
    assertThat(event.getCall().getRecordingUrl()).isEqualTo("https://r");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          accepted   , created  , -
          scheduled  , created  , -
          queued     , queued   , -
          sending    , sending  , -
          sent       , sent     , -
          delivered  , delivered, true
          undelivered, failed   , false
          failed     , failed   , false
          read       , read     , true
          canceled   , canceled , -
          floating   , unknown  , -
          """)
  void theStatusOfAMessageIsItsStep(String word, String status, Boolean delivered) {
    WebhookEvent event = event("MessageSid=SM1&MessageStatus=" + word + NUMBERS);
    assertThat(event.getKind()).isEqualTo("sms");
    assertThat(event.getSid()).isEqualTo("SM1");
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStep()).isEqualTo(word);
    assertThat(event.getSms().getDelivered()).isEqualTo(delivered);
    assertThat(event.getSms().getTo().getE164()).isEqualTo("+14155550199");
  }

  @Test
  void anErrorIsPartOfTheStep() {
    WebhookEvent event = event("SmsSid=SM1&SmsStatus=undelivered&ErrorCode=30003" + NUMBERS);
    assertThat(event.getStep()).isEqualTo("undelivered:30003");
    assertThat(event.getSms().getDetailedCode()).isEqualTo(30003);
  }

  @Test
  void anotherChannelIsAMessage() {
    WebhookEvent event =
        event(
            "MessageSid=SM1&MessageStatus=read&To=whatsapp%3A%2B14155550199&From=whatsapp%3A%2B1");
    assertThat(event.getKind()).isEqualTo("message");
    assertThat(event.getMessage().getChannel()).isEqualTo("whatsapp");
    assertThat(event.getMessage().getTo())
        .isEqualTo(new Phone("whatsapp:+14155550199", "+14155550199"));
    assertThat(event.getMessage().getDelivered()).isTrue();
  }

  @Test
  void aReceivedMessageIsNoDeliveryReport() {
    WebhookEvent event = event("MessageSid=SM1&SmsStatus=received&Body=Hello" + NUMBERS);
    assertThat(event.getKind()).isEqualTo("message");
    assertThat(event.getStatus()).isEqualTo("received");
    assertThat(event.getMessage().getDirection()).isEqualTo("inbound");
    assertThat(event.getMessage().getText()).isEqualTo("Hello");
    assertThat(event.getMessage().getDelivered()).isNull();
  }

  @Test
  void withoutASidItIsQuarantined() {
    assertThat(read("CallStatus=completed"))
        .isEqualTo(new Quarantine(Reason.NO_SID, "neither MessageSid nor CallSid has a value"));
    assertThat(read("CallSid=a+b")).isInstanceOf(Quarantine.class);
  }

  private WebhookEvent event(String form) {
    return Webhooks.event(read(form));
  }

  private Reading read(String form) {
    return twilio.read(Webhooks.of("auto", Webhooks.FORM, form));
  }
}
