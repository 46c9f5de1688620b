// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.withQuery;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.schemas.Status;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;

class ReportedTest {

  @Test
  void ringTimeIsThatOfTheLegsWhereTheySayIt() {
    CallPart call =
        CallPart.newBuilder()
            .setTalkSeconds(60)
            .setTotalSeconds(99)
            .setLegs(List.of(rang(7), rang(null), rang(4)))
            .build();

    assertThat(details(call).ringSeconds()).isEqualTo(11);
  }

  @Test
  void ringTimeIsTheRestOfTheDurationElse() {
    CallPart said = CallPart.newBuilder().setTalkSeconds(60).setTotalSeconds(75).build();
    CallPart timed =
        CallPart.newBuilder()
            .setTalkSeconds(60)
            .setStartedAt(TEN)
            .setEndedAt(TEN.plusSeconds(72))
            .build();
    CallPart unset = CallPart.newBuilder().setTalkSeconds(60).setStartedAt(TEN).build();

    assertThat(details(said).ringSeconds()).isEqualTo(15);
    assertThat(details(timed).ringSeconds()).isEqualTo(12);
    assertThat(details(timed).course().wholeSeconds()).isEqualTo(72);
    assertThat(details(unset).ringSeconds()).isNull();
  }

  @Test
  void aCallEndsByWhomTheProviderSays() {
    CallPart call = CallPart.newBuilder().setDisconnectedBy("callee").build();

    assertThat(details(call).course().disconnectedBy()).isEqualTo("callee");
  }

  @ParameterizedTest
  @CsvSource({"3,3", "12,12", "x,", "-1,", "99999,", "'',"})
  void theAttemptIsWhatTheCallbackUrlSays(String said, Integer attempt) {
    WebhookEvent event = withQuery(terminal("c", "busy", 1), Map.of("Attempt", said));

    assertThat(Reported.course(event).attempt()).isEqualTo(attempt);
  }

  @Test
  void aContactWasCalledAsOftenAsItHasCalls() {
    WebhookEvent contact =
        WebhookEvent.newBuilder(Events.campaign("k/1", "failed", 1))
            .setCampaign(
                CampaignPart.newBuilder()
                    .setCampaignSid("k")
                    .setCallSids(List.of("a", "b"))
                    .build())
            .build();

    assertThat(Reported.course(contact).attempt()).isEqualTo(2);
  }

  @Test
  void anSmsTellsItsUnitsSenderAndTemplate() {
    WebhookEvent event =
        WebhookEvent.newBuilder(Events.sms("s", "failed", 23182, false))
            .setSms(
                SmsPart.newBuilder()
                    .setFrom(new Phone("EXOTEL", null))
                    .setUnits(2)
                    .setDetailedCode(23182)
                    .setDetailedStatus("SOMETHING_ELSE")
                    .build())
            .setQuery(Map.of("template_id", "1107161234567890123"))
            .build();

    assertThat(Reported.carrier(event))
        .isEqualTo(
            new Details.Carrier(
                23182, "DLT_TEMPLATE_NOT_FOUND", null, 2, "EXOTEL", "1107161234567890123", null));
  }

  @Test
  void unitsReportedOnceStayWhenTheReceiptHasNone() {
    Details.Carrier units = new Details.Carrier(null, null, null, 2, "EXOTEL", null, null);
    Details.Carrier receipt = new Details.Carrier(20005, null, true, null, null, null, null);

    assertThat(receipt.over(units))
        .isEqualTo(new Details.Carrier(20005, null, true, 2, "EXOTEL", null, null));
    assertThat(units.over(receipt)).isEqualTo(receipt.over(units));
  }

  @ParameterizedTest
  @CsvSource({
    "20005,true,SENT,HANDSET",
    "20006,,SENT,ACCEPTED",
    "21020,,SUBMITTED,PENDING",
    "23005,false,FAILED_DND,DND",
    "23082,false,FAILED,DLT",
    "23186,false,FAILED,DLT",
    "23281,false,FAILED,DLT",
    "23100,false,FAILED,DLT",
    "23035,false,FAILED,SUBSCRIBER",
    "24105,false,FAILED,SUBSCRIBER",
    "23030,false,FAILED,OPERATOR",
    "23079,false,FAILED,OPERATOR",
    "24110,false,FAILED,OPERATOR",
    "24010,false,FAILED,SYSTEM",
    "24990,false,FAILED,SYSTEM",
    "30000,false,FAILED,SYSTEM",
    ",true,SENT,HANDSET",
    ",,SENT,ACCEPTED",
    ",,QUEUED,PENDING",
    ",,UNFINISHED,SYSTEM",
    ",false,FAILED_DND,DND",
    ",false,FAILED,SYSTEM",
  })
  void everyCodeHasAClass(Integer code, Boolean delivered, Status status, DeliveryClass expected) {
    assertThat(SmsCode.classOf(code, delivered, status)).isEqualTo(expected);
    boolean failed = status == Status.FAILED || status == Status.FAILED_DND;
    assertThat(expected.isFailure()).isEqualTo(failed || status == Status.UNFINISHED);
  }

  @Test
  void onlyAnSmsHasAClass() {
    assertThat(folded(Events.sms("s", "sent", 20006, null)).deliveryClass())
        .isEqualTo(DeliveryClass.ACCEPTED);
    assertThat(folded(terminal("c", "busy", 1)).deliveryClass()).isNull();
  }

  private static Interaction folded(WebhookEvent event) {
    return Interaction.begin(new Enricher().enrich(event, 0, 0, TEN)).after();
  }

  private static Leg rang(Integer seconds) {
    return Leg.newBuilder().setRingSeconds(seconds).build();
  }

  private static Details details(CallPart call) {
    WebhookEvent event = WebhookEvent.newBuilder(terminal("c", "busy", 1)).setCall(call).build();
    return new Enricher().enrich(event, 0, 0, TEN).details();
  }
}
