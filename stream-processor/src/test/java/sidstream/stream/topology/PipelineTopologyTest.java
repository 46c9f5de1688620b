// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.again;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.timed;
import static sidstream.stream.Events.whatsapp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sidstream.schemas.Topic;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.SuppressedDuplicate;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Areas;
import sidstream.stream.interaction.CallingHours;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.interaction.References;
import sidstream.stream.rates.CampaignPlans;

/** From a webhook to the topics: what each of them gets. */
class PipelineTopologyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @AutoClose private final Rig rig = new Rig();

  @Test
  void oneCallWalksToEveryTopic() {
    rig.post(answered("c", 1, 1), answered("c", 2, 5), terminal("c", "completed", 65));

    List<InteractionEvent> interactions = rig.read(rig.topics.interactions);
    assertThat(interactions)
        .extracting(InteractionEvent::getStep)
        .containsExactly("answered:1", "answered:2", "terminal");
    assertThat(interactions).extracting(InteractionEvent::getTransition).containsOnly("advanced");
    InteractionState state = last(rig.read(rig.topics.interactionStates));
    assertThat(state.getStatus()).isEqualTo("completed");
    assertThat(state.getHistory()).hasSize(3);
    assertThat(state.getHasRecording()).isTrue();
    CrmEvent event = last(rig.read(rig.topics.crmEvents));
    assertThat(event.getCustomer()).isEqualTo(Events.CUSTOMER);
    assertThat(event.getRecordingUrl()).isEqualTo(Events.RECORDING);
    assertThat(event.getLegs()).hasSize(2);
    assertThat(event.getTalkSeconds()).isEqualTo(60);
    assertThat(event.getId()).startsWith("exotel:c:terminal:");
  }

  @Test
  void aDuplicateIsSuppressedWithTheCoordinatesOfTheFirst() {
    WebhookEvent event = terminal("c", "busy", 9);
    rig.post(event, again(event), again(event));

    assertThat(rig.read(rig.topics.crmEvents)).hasSize(1);
    List<SuppressedDuplicate> duplicates = rig.read(rig.topics.webhooksDuplicates);
    assertThat(duplicates).hasSize(2);
    assertThat(duplicates.get(1).getFirst().getOffset()).isZero();
    assertThat(duplicates.get(1).getCopy().getOffset()).isEqualTo(2);
  }

  @Test
  void aMessageReachesTheCrmAndIsNoSms() {
    rig.post(whatsapp("m", "delivered", 30002, true), whatsapp("in", "received", null, null));
    rig.pass(SECOND);

    List<CrmEvent> events = rig.read(rig.topics.crmEvents);
    assertThat(events).extracting(CrmEvent::getType).containsOnly("message");
    assertThat(events).extracting(CrmEvent::getStatus).containsExactly("delivered", "received");
    assertThat(events).extracting(CrmEvent::getCustomer).containsOnly(Events.CUSTOMER);
    assertThat(events).extracting(CrmEvent::getDelivered).containsExactly(true, null);
    RateWindow window = total("all");
    assertThat(window.getMessagesDelivered()).isEqualTo(1);
    assertThat(window.getSmsEnded()).isZero();
  }

  @Test
  void analystsNeverSeeANumberOrARecording() {
    rig.post(answered("c", 1, 1), terminal("c", "completed", 65), sms("s", "sent", 20005, true));
    rig.pass(SECOND);

    List<SpecificRecord> seen = new ArrayList<>();
    seen.addAll(rig.read(rig.topics.interactions));
    seen.addAll(rig.read(rig.topics.interactionStates));
    seen.addAll(rig.read(rig.topics.rates));
    assertThat(seen.toString())
        .doesNotContain("9999999991", "9999999992", Events.RECORDING)
        .contains("+91******9992");
  }

  @Test
  void whatTheNumbersTellStandsOnTheTopicsOfAnalysts() {
    rig.post(terminal("c", "busy", 9));

    InteractionEvent event = last(rig.read(rig.topics.interactions));
    assertThat(event.getCustomerRegion()).isEqualTo("IN");
    assertThat(event.getCustomerSeries()).isEqualTo("mobile");
    assertThat(event.getCustomerOperator()).isNotBlank();
    assertThat(event.getCustomerArea()).isNull();
    assertThat(event.getExophoneSeries()).isNotBlank();
    InteractionState state = last(rig.read(rig.topics.interactionStates));
    assertThat(state.getCustomerSeries()).isEqualTo("mobile");
    assertThat(state.getCustomerOperator()).isEqualTo(event.getCustomerOperator());
  }

  @Test
  void theAreaOfAMobileNumberIsThatOfOnesOwnTable() {
    Enrichment enrichment =
        Enrichment.of(
            References.STANDARD,
            CallingHours.TRAI,
            new Privacy("key"),
            Areas.of(List.of(Events.CUSTOMER.substring(0, 7) + ",Karnataka")));
    try (Rig own = new Rig(CampaignPlans.NONE, enrichment)) {
      own.post(terminal("c", "busy", 9));

      assertThat(last(own.read(own.topics.interactions)).getCustomerArea()).isEqualTo("Karnataka");
      assertThat(last(own.read(own.topics.interactionStates)).getCustomerArea())
          .isEqualTo("Karnataka");
    }
  }

  @Test
  void aCallOutsideTheCallingHoursIsFlaggedOnEveryTopic() {
    rig.post(terminal("day", "busy", 9), terminal("told at night", "busy", 6 * 3600));
    rig.post(timed(terminal("night", "busy", 9), TEN.plusSeconds(5 * 3600 + 1800), null));

    assertThat(rig.read(rig.topics.interactions))
        .extracting(InteractionEvent::getOutsideHours)
        .containsExactly(false, false, true);
    assertThat(rig.read(rig.topics.interactionStates))
        .extracting(InteractionState::getOutsideHours)
        .containsExactly(false, false, true);
    assertThat(rig.read(rig.topics.crmEvents))
        .extracting(CrmEvent::getOutsideHours)
        .containsExactly(false, false, true);
  }

  @Test
  void theLagOfTheProviderIsReceiptMinusItsTime() {
    WebhookEvent event = terminal("c", "busy", 9);
    rig.post(
        WebhookEvent.newBuilder(event).setReceivedAt(TEN.plusMillis(9_250)).build(),
        WebhookEvent.newBuilder(event).setSid("ahead").setReceivedAt(TEN).build(),
        WebhookEvent.newBuilder(event).setSid("untold").setOccurredAt(null).build());

    assertThat(rig.read(rig.topics.interactions))
        .extracting(InteractionEvent::getProviderLagMs)
        .containsExactly(250L, -9_000L, null);
  }

  @Test
  void aNumberInASidOrAStepIsATokenForAnalystsAndInTheirKeys() {
    WebhookEvent event = terminal("9999999992", "busy", 9);
    rig.post(WebhookEvent.newBuilder(event).setStep("dialled:+919999999992").build());

    String token = new Privacy("key").token("9999999992");
    TestRecord<String, InteractionEvent> step = rig.output(rig.topics.interactions).readRecord();
    assertThat(step.key()).isEqualTo(token);
    assertThat(step.value().getSid()).isEqualTo(token);
    assertThat(step.value().getStep()).doesNotContain("9999999992");
    assertThat(id(step)).doesNotContain("9999999992");
    TestRecord<String, InteractionState> state =
        rig.output(rig.topics.interactionStates).readRecord();
    assertThat(state.key()).isEqualTo(token);
    assertThat(state.value().toString()).doesNotContain("9999999992");
    assertThat(id(state)).doesNotContain("9999999992").endsWith("#1");
    assertThat(rig.output(rig.topics.crmEvents).readRecord().key()).isEqualTo("9999999992");
  }

  @Test
  void aRecordThatIsNoWebhookIsQuarantinedAndTheNextIsFolded() {
    rig.postBytes("c", "not avro".getBytes(UTF_8));
    rig.post(terminal("c", "busy", 9));

    assertThat(rig.read(rig.topics.webhooksQuarantine))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getReason()).isEqualTo("UNREADABLE_RECORD");
              assertThat(record.getRaw().array()).isEqualTo("not avro".getBytes(UTF_8));
            });
    assertThat(rig.read(rig.topics.crmEvents)).hasSize(1);
  }

  @Test
  void anInteractionIsForgottenAfterItsTimeToLiveByWallClock() {
    rig.post(terminal("c", "busy", 9));
    rig.pass(Rig.DEADLINES.timeToLive().minusSeconds(1));
    assertThat(rig.stored("exotel:c")).isNotNull();
    rig.pass(Duration.ofSeconds(20));

    assertThat(rig.stored("exotel:c")).isNull();
  }

  @Test
  void everyRecordCarriesCloudEventsHeaders() {
    rig.post(terminal("c", "busy", 9), again(terminal("c", "busy", 9)));
    rig.pass(SECOND);

    for (Topic<?> topic :
        List.of(
            rig.topics.interactions,
            rig.topics.interactionStates,
            rig.topics.crmEvents,
            rig.topics.webhooksDuplicates,
            rig.topics.rates)) {
      TestRecord<String, ?> record = rig.output(topic).readRecord();
      assertThat(record.headers().lastHeader("ce_id")).as(topic.name()).isNotNull();
      assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
          .isEqualTo(topic.eventType());
    }
  }

  private static String id(TestRecord<String, ?> record) {
    return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
  }

  private RateWindow total(String scope) {
    return last(
        rig.read(rig.topics.rates).stream()
            .filter(window -> window.getScope().equals(scope))
            .toList());
  }

  private static <V> V last(List<V> values) {
    return values.get(values.size() - 1);
  }
}
