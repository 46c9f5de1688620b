// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.campaign;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.contact;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CampaignProgress;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.rates.CampaignPlans;

class CampaignProcessorTest {

  private static final Deadlines DEADLINES =
      new Deadlines(
          Duration.ofHours(2), Duration.ofHours(24), Duration.ofHours(1), Duration.ofDays(8));
  private static final CampaignPlans PLANS =
      new CampaignPlans(Map.of("planned", 10L), Duration.ofMinutes(15));

  private final Ops ops = new Ops();
  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final List<CampaignProgress> seen = new ArrayList<>();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> webhooks;
  private TestOutputTopic<String, CampaignProgress> campaigns;

  @BeforeEach
  void open() throws Exception {
    for (Topic<?> topic : topics.all()) {
      registry.register(topic.subject(), AvroSerdes.registered(topic));
    }
    Enrichment enrichment = Enrichment.standard(new Privacy("key"));
    driver =
        new TopologyTestDriver(
            new PipelineTopology(
                    topics,
                    serdes,
                    ops.meters(),
                    new PipelineTopology.Policy(enrichment, DEADLINES, PLANS, Watches.of()))
                .get(),
            new Properties(),
            TEN);
    webhooks =
        driver.createInputTopic(
            topics.webhooks.name(), new StringSerializer(), new ByteArraySerializer());
    campaigns =
        driver.createOutputTopic(
            topics.campaigns.name(),
            new StringDeserializer(),
            serdes.deserializer(topics.campaigns));
  }

  @AfterEach
  void close() {
    driver.close();
    ops.close();
  }

  @Test
  void contactsCountAgainstThePlanAndTheEndFollowsFromTheLastHour() {
    post(
        contact("planned", 1, "completed", 1),
        contact("planned", 2, "completed", 2),
        contact("planned", 3, "no-answer", 3),
        contact("planned", 4, "failed", 4));
    pass(Duration.ofSeconds(1));

    CampaignProgress progress = last("planned");
    assertThat(progress.getContactsReached()).isEqualTo(2);
    assertThat(progress.getContactsFailed()).isEqualTo(2);
    assertThat(progress.getContactAttempts()).isEqualTo(8);
    assertThat(progress.getContactsLeft()).isEqualTo(6);
    assertThat(progress.getCompletion()).isEqualTo(0.4);
    assertThat(progress.getContactsLastHour()).isEqualTo(4);
    assertThat(progress.getExpectedEnd())
        .isEqualTo(TEN.plusSeconds(1).plus(Duration.ofMinutes(90)));
    assertThat(progress.getStuck()).isFalse();
  }

  @Test
  void aCorrectedContactCountsOnce() {
    post(contact("planned", 1, "no-answer", 1));
    pass(Duration.ofSeconds(1));
    WebhookEvent corrected = contact("planned", 1, "completed", 9);
    post(WebhookEvent.newBuilder(corrected).setFingerprint("00000000000000aa").build());
    pass(Duration.ofSeconds(1));

    assertThat(last("planned").getContactsReached()).isEqualTo(1);
    assertThat(last("planned").getContactsFailed()).isZero();
    assertThat(last("planned").getContactAttempts()).isEqualTo(2);
  }

  @Test
  void callsAndTheirConnectRateAreThoseOfTheWholeCampaign() {
    post(campaignCall("c1", "k", "completed", 1), campaignCall("c2", "k", "busy", 400));
    pass(Duration.ofSeconds(1));

    CampaignProgress progress = last("k");
    assertThat(progress.getCallsAttempted()).isEqualTo(2);
    assertThat(progress.getCallsConnected()).isEqualTo(1);
    assertThat(progress.getConnectRate()).isEqualTo(0.5);
    assertThat(progress.getCompletion()).isNull();
    assertThat(progress.getExpectedEnd()).isNull();
  }

  @Test
  void aCampaignWithContactsLeftIsStuckAfterAQuarterOfAnHourAndNotBefore() {
    post(contact("planned", 1, "completed", 1));
    pass(Duration.ofSeconds(1)); // it counts now
    pass(Duration.ofMinutes(15));
    assertThat(last("planned").getStuck()).isFalse();

    pass(Duration.ofSeconds(31));
    assertThat(last("planned").getStuck()).isTrue();

    post(contact("planned", 2, "completed", 2));
    pass(Duration.ofSeconds(1));
    assertThat(last("planned").getStuck()).isFalse();
  }

  @Test
  void aCampaignThatRestsByItsOwnCallbackIsNeverStuck() {
    post(campaign("k", "in-progress", 1));
    pass(Duration.ofMinutes(16));
    assertThat(last("k").getStuck()).isTrue();

    post(campaign("k", "paused", 2));
    pass(Duration.ofMinutes(16));
    assertThat(last("k").getStatus()).isEqualTo("paused");
    assertThat(last("k").getStuck()).isFalse();
  }

  @Test
  void aCallbackOfTheCampaignItselfIsNoContact() {
    post(campaign("k", "completed", 1));
    pass(Duration.ofSeconds(1));

    assertThat(last("k").getStatus()).isEqualTo("completed");
    assertThat(last("k").getContactsReached()).isZero();
  }

  private void pass(Duration time) {
    for (long left = time.toSeconds(); left > 0; left -= 30) {
      driver.advanceWallClockTime(Duration.ofSeconds(Math.min(30, left)));
    }
  }

  private void post(WebhookEvent... events) {
    for (WebhookEvent event : events) {
      byte[] bytes = serdes.serializer(topics.webhooks).serialize(topics.webhooks.name(), event);
      webhooks.pipeInput(event.getSid(), bytes, event.getReceivedAt());
    }
  }

  private CampaignProgress last(String campaign) {
    seen.addAll(campaigns.readValuesToList());
    return seen.stream()
        .filter(next -> next.getCampaign().equals(campaign))
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
