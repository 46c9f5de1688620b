// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.again;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.observed;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.popup;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.timed;
import static sidstream.stream.Events.whatsapp;
import static sidstream.stream.Events.withContent;
import static sidstream.stream.Events.withQuery;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.SuppressedDuplicate;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.rates.CampaignPlans;

class PipelineTopologyTest {
  private static final Duration TIME_TO_LIVE = Duration.ofDays(8);

  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofHours(2), Duration.ofHours(24), Duration.ofHours(1), TIME_TO_LIVE);

  private final Ops ops = new Ops();
  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> webhooks;

  @BeforeEach
  void open() throws Exception {
    for (Topic<?> topic : topics.all()) {
      registry.register(topic.subject(), AvroSerdes.registered(topic));
    }
    PipelineTopology topology =
        new PipelineTopology(
            topics,
            serdes,
            ops.meters(),
            new PipelineTopology.Policy(
                Enrichment.standard(new Privacy("key")),
                DEADLINES,
                CampaignPlans.NONE,
                Watches.of()));
    driver = new TopologyTestDriver(topology.get(), new Properties(), TEN);
    webhooks =
        driver.createInputTopic(
            topics.webhooks.name(), new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    driver.close();
    ops.close();
  }

  @Test
  void oneCallWalksToEveryTopic() {
    post(answered("c", 1, 1), answered("c", 2, 5), terminal("c", "completed", 65));

    List<InteractionEvent> interactions = read(topics.interactions);
    assertThat(interactions)
        .extracting(InteractionEvent::getStep)
        .containsExactly("answered:1", "answered:2", "terminal");
    assertThat(interactions).extracting(InteractionEvent::getTransition).containsOnly("advanced");
    InteractionState state = last(read(topics.interactionStates));
    assertThat(state.getStatus()).isEqualTo("completed");
    assertThat(state.getHistory()).hasSize(3);
    assertThat(state.getHasRecording()).isTrue();
    CrmEvent event = last(read(topics.crmEvents));
    assertThat(event.getCustomer()).isEqualTo(Events.CUSTOMER);
    assertThat(event.getRecordingUrl()).isEqualTo(Events.RECORDING);
    assertThat(event.getLegs()).hasSize(2);
    assertThat(event.getTalkSeconds()).isEqualTo(60);
    assertThat(event.getId()).startsWith("exotel:c:terminal:");
  }

  @Test
  void everyOrderEndsInTheSameStateWithThreeStepsAndOneCountedCall() {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    Set<String> ends = new HashSet<>();
    for (int i = 0; i < orders.length; i++) {
      String sid = "c" + i;
      List<WebhookEvent> events =
          List.of(answered(sid, 1, 1), answered(sid, 2, 5), terminal(sid, "completed", 65));
      for (int next : orders[i]) {
        post(events.get(next));
      }
      InteractionState state = last(read(topics.interactionStates));
      ends.add(
          List.of(
                  state.getStatus(),
                  state.getLegs(),
                  state.getTalkSeconds(),
                  state.getHistory().stream().map(step -> step.getStep()).toList(),
                  state.getRevision())
              .toString());
    }
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(ends).hasSize(1);
    RateWindow window = total("all");
    assertThat(window.getCallsConnected()).isEqualTo(6);
    assertThat(window.getCallsAttempted()).isEqualTo(6);
  }

  @Test
  void aDuplicateIsSuppressedWithTheCoordinatesOfTheFirst() {
    WebhookEvent event = terminal("c", "busy", 9);
    post(event, again(event), again(event));

    assertThat(read(topics.crmEvents)).hasSize(1);
    List<SuppressedDuplicate> duplicates = read(topics.webhooksDuplicates);
    assertThat(duplicates).hasSize(2);
    assertThat(duplicates.get(1).getFirst().getOffset()).isZero();
    assertThat(duplicates.get(1).getCopy().getOffset()).isEqualTo(2);
  }

  @Test
  void anAmendmentIsForwardedAndCountsOnceInItsFirstMinute() {
    post(terminal("c", "no-answer", 9));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    post(withContent(terminal("c", "completed", 130), "00000000000000aa"));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(read(topics.crmEvents)).hasSize(2);
    List<RateWindow> windows = read(topics.rates);
    RateWindow window = last(windows.stream().filter(next -> isOf("all", TEN, next)).toList());
    assertThat(window.getCallsNoAnswer()).isZero();
    assertThat(window.getCallsConnected()).isEqualTo(1);
    assertThat(window.getConnectRate()).isEqualTo(1.0);
    assertThat(window.getRevision()).isEqualTo(2);
    RateWindow later = last(windows);
    assertThat(later.getMinute()).isAfter(TEN);
    assertThat(later.getStepsAmended()).isEqualTo(1);
    assertThat(later.getCallsAttempted()).isZero();
  }

  @Test
  void aCampaignThatBecomesKnownLaterStillCounts() {
    post(terminal("c", "completed", 9));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    post(campaignCall("c", "k", "completed", 8));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    List<RateWindow> windows = read(topics.rates);
    assertThat(windows)
        .filteredOn(window -> window.getCallsConnected() > 0)
        .extracting(RateWindow::getScope)
        .containsOnly("all", "source:exotel", "exophone:" + Events.EXOPHONE, "campaign:k");
    assertThat(windows).extracting(RateWindow::getCallsConnected).containsOnly(1L);
  }

  @Test
  void theDeliveryRateIsOfMessagesWhoseFateIsKnown() {
    post(
        sms("s1", "sent", 20005, true),
        sms("s2", "sent", 20006, null),
        sms("s3", "failed-dnd", 23005, false));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    RateWindow window = total("all");
    assertThat(window.getSmsEnded()).isEqualTo(3);
    assertThat(window.getDeliveryRate()).isEqualTo(0.5);
    assertThat(window.getConnectRate()).isNull();
  }

  @Test
  void aCallWithFlowAndPopupsEndsAsItsStatusCallbackSaysAndCountsOnce() {
    List<WebhookEvent> events =
        List.of(
            popup("c", "dial", "ringing", 2),
            passthru("c", "completed", "completed", 90),
            answered("c", 1, 1),
            terminal("c", "no-answer", 65));
    for (int first = 0; first < events.size(); first++) {
      String sid = "c" + first;
      for (int i = 0; i < events.size(); i++) {
        WebhookEvent next = events.get((first + i) % events.size());
        post(WebhookEvent.newBuilder(next).setSid(sid).build());
      }
      CrmEvent event = last(read(topics.crmEvents));
      assertThat(event.getStatus()).isEqualTo("no-answer");
      assertThat(event.getTalkSeconds()).isZero();
      assertThat(event.getCustomer()).isEqualTo(Events.CUSTOMER);
    }
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    RateWindow window = total("all");
    assertThat(window.getCallsNoAnswer()).isEqualTo(4);
    assertThat(window.getCallsAttempted()).isEqualTo(4);
  }

  @Test
  void aMessageReachesTheCrmAndIsNoSms() {
    post(whatsapp("m", "delivered", 30002, true), whatsapp("in", "received", null, null));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    List<CrmEvent> events = read(topics.crmEvents);
    assertThat(events).extracting(CrmEvent::getType).containsOnly("message");
    assertThat(events).extracting(CrmEvent::getStatus).containsExactly("delivered", "received");
    assertThat(events).extracting(CrmEvent::getCustomer).containsOnly(Events.CUSTOMER);
    assertThat(events).extracting(CrmEvent::getDelivered).containsExactly(true, null);
    RateWindow window = total("all");
    assertThat(window.getMessagesDelivered()).isEqualTo(1);
    assertThat(window.getSmsEnded()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"heartbeat", "allocation"})
  void whatIsNoInteractionIsObservedOnly(String kind) {
    post(observed(kind), observed(kind));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(read(topics.interactions)).isEmpty();
    assertThat(read(topics.interactionStates)).isEmpty();
    assertThat(read(topics.crmEvents)).isEmpty();
    assertThat(read(topics.webhooksDuplicates)).isEmpty();
    assertThat(read(topics.webhooksQuarantine)).isEmpty();
    RateWindow window = total("all");
    assertThat(window.getObserved()).isEqualTo(2);
    assertThat(window.getCallSteps()).isZero();
    assertThat(window.getCallsAttempted()).isZero();
  }

  @Test
  void analystsNeverSeeANumberOrARecording() {
    post(answered("c", 1, 1), terminal("c", "completed", 65), sms("s", "sent", 20005, true));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    List<SpecificRecord> seen = new ArrayList<>();
    seen.addAll(read(topics.interactions));
    seen.addAll(read(topics.interactionStates));
    seen.addAll(read(topics.rates));
    assertThat(seen.toString())
        .doesNotContain("9999999991", "9999999992", Events.RECORDING)
        .contains("+91******9992");
  }

  @Test
  void whatTheNumbersTellStandsOnTheTopicsOfAnalysts() {
    post(terminal("c", "busy", 9));

    InteractionEvent event = last(read(topics.interactions));
    assertThat(event.getCustomerRegion()).isEqualTo("IN");
    assertThat(event.getCustomerSeries()).isEqualTo("mobile");
    assertThat(event.getCustomerOperator()).isNotBlank();
    assertThat(event.getCustomerArea()).isNull();
    assertThat(event.getExophoneSeries()).isNotBlank();
    InteractionState state = last(read(topics.interactionStates));
    assertThat(state.getCustomerSeries()).isEqualTo("mobile");
    assertThat(state.getCustomerOperator()).isEqualTo(event.getCustomerOperator());
  }

  @Test
  void aCallOutsideTheCallingHoursIsFlaggedOnEveryTopic() {
    post(terminal("day", "busy", 9), terminal("told at night", "busy", 6 * 3600));
    post(timed(terminal("night", "busy", 9), TEN.plusSeconds(5 * 3600 + 1800), null));

    assertThat(read(topics.interactions))
        .extracting(InteractionEvent::getOutsideHours)
        .containsExactly(false, false, true);
    assertThat(read(topics.interactionStates))
        .extracting(InteractionState::getOutsideHours)
        .containsExactly(false, false, true);
    assertThat(read(topics.crmEvents))
        .extracting(CrmEvent::getOutsideHours)
        .containsExactly(false, false, true);
  }

  @Test
  void theLagOfTheProviderIsReceiptMinusItsTime() {
    WebhookEvent event = terminal("c", "busy", 9);
    post(
        WebhookEvent.newBuilder(event).setReceivedAt(TEN.plusMillis(9_250)).build(),
        WebhookEvent.newBuilder(event).setSid("ahead").setReceivedAt(TEN).build(),
        WebhookEvent.newBuilder(event).setSid("untold").setOccurredAt(null).build());

    assertThat(read(topics.interactions))
        .extracting(InteractionEvent::getProviderLagMs)
        .containsExactly(250L, -9_000L, null);
  }

  @Test
  void aNumberInASidOrAStepIsATokenForAnalystsAndInTheirKeys() {
    WebhookEvent event = terminal("9999999992", "busy", 9);
    post(WebhookEvent.newBuilder(event).setStep("dialled:+919999999992").build());

    String token = new Privacy("key").token("9999999992");
    TestRecord<String, InteractionEvent> step = output(topics.interactions).readRecord();
    assertThat(step.key()).isEqualTo(token);
    assertThat(step.value().getSid()).isEqualTo(token);
    assertThat(step.value().getStep()).doesNotContain("9999999992");
    assertThat(id(step)).doesNotContain("9999999992");
    TestRecord<String, InteractionState> state = output(topics.interactionStates).readRecord();
    assertThat(state.key()).isEqualTo(token);
    assertThat(state.value().toString()).doesNotContain("9999999992");
    assertThat(id(state)).doesNotContain("9999999992").endsWith("#1");
    assertThat(output(topics.crmEvents).readRecord().key()).isEqualTo("9999999992");
  }

  @Test
  void aCampaignThatIsANumberIsCountedUnderItsToken() {
    post(withQuery(terminal("c", "busy", 9), Map.of("campaign", "99999 99992")));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    String token = new Privacy("key").token("99999 99992");
    assertThat(total("campaign:" + token).getCallsBusy()).isEqualTo(1);
    assertThat(last(read(topics.interactions)).getCampaign()).isEqualTo(token);
    assertThat(last(read(topics.crmEvents)).getCampaign()).isEqualTo(token);
  }

  @Test
  void aRecordThatIsNoWebhookIsQuarantinedAndTheNextIsFolded() {
    webhooks.pipeInput("c", "not avro".getBytes(UTF_8));
    post(terminal("c", "busy", 9));

    assertThat(read(topics.webhooksQuarantine))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getReason()).isEqualTo("UNREADABLE_RECORD");
              assertThat(record.getRaw().array()).isEqualTo("not avro".getBytes(UTF_8));
            });
    assertThat(read(topics.crmEvents)).hasSize(1);
  }

  @Test
  void anInteractionIsForgottenAfterItsTimeToLiveByWallClock() {
    post(terminal("c", "busy", 9));
    driver.advanceWallClockTime(TIME_TO_LIVE.minusSeconds(1));
    assertThat(driver.getKeyValueStore(Names.INTERACTION_STORE).get("exotel:c")).isNotNull();
    driver.advanceWallClockTime(Duration.ofSeconds(20));

    assertThat(driver.getKeyValueStore(Names.INTERACTION_STORE).get("exotel:c")).isNull();
  }

  @Test
  void anEventTenYearsAheadForgetsNobodyElse() {
    post(terminal("c", "busy", 9));
    WebhookEvent ahead = terminal("ahead", "busy", 10 * 365 * 86_400);
    webhooks.pipeInput("ahead", bytes(ahead), TEN.plusSeconds(10));
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    post(again(terminal("c", "busy", 9)));

    assertThat(read(topics.webhooksDuplicates)).hasSize(1);
    assertThat(total("all").getMinute()).isEqualTo(TEN);
  }

  @Test
  void everyRecordCarriesCloudEventsHeaders() {
    post(terminal("c", "busy", 9), again(terminal("c", "busy", 9)));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    for (Topic<?> topic :
        List.of(
            topics.interactions,
            topics.interactionStates,
            topics.crmEvents,
            topics.webhooksDuplicates,
            topics.rates)) {
      TestRecord<String, ?> record = output(topic).readRecord();
      assertThat(record.headers().lastHeader("ce_id")).as(topic.name()).isNotNull();
      assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
          .isEqualTo(topic.eventType());
    }
  }

  private void post(WebhookEvent... events) {
    for (WebhookEvent event : events) {
      webhooks.pipeInput(event.getSid(), bytes(event), event.getReceivedAt());
    }
  }

  private static String id(TestRecord<String, ?> record) {
    return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
  }

  private byte[] bytes(WebhookEvent event) {
    return serdes.serializer(topics.webhooks).serialize(topics.webhooks.name(), event);
  }

  private static boolean isOf(String scope, Instant minute, RateWindow window) {
    return window.getScope().equals(scope) && window.getMinute().equals(minute);
  }

  private RateWindow total(String scope) {
    return last(
        read(topics.rates).stream().filter(window -> window.getScope().equals(scope)).toList());
  }

  private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return output(topic).readValuesToList();
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.deserializer(topic));
  }

  private static <V> V last(List<V> values) {
    return values.get(values.size() - 1);
  }
}
