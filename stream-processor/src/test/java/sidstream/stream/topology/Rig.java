// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static sidstream.stream.Events.TEN;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.SentAt;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.rates.CampaignPlans;

/** The whole topology in the test driver: its wall clock stands at ten and is moved by hand. */
final class Rig implements AutoCloseable {

  static final Deadlines DEADLINES =
      new Deadlines(
          Duration.ofHours(2), Duration.ofHours(24), Duration.ofHours(1), Duration.ofDays(8));

  private static final List<String> HANDED_OVER =
      List.of(
          Names.INTERACTION_STORE,
          Names.AGENDA_STORE,
          Names.CONTACT_STORE,
          Names.RATE_STORE,
          Names.CAMPAIGN_STORE);

  final Topics topics = new Topics("");
  final Ops ops = new Ops();
  final TopologyTestDriver driver;
  private final AvroSerdes serdes;
  private final TestInputTopic<String, byte[]> webhooks;

  Rig() {
    this(CampaignPlans.NONE);
  }

  Rig(CampaignPlans plans) {
    this(plans, Enrichment.standard(new Privacy("key")));
  }

  Rig(CampaignPlans plans, Enrichment enrichment) {
    serdes = new AvroSerdes(registry(topics));
    PipelineTopology topology =
        new PipelineTopology(
            topics,
            serdes,
            ops.meters(),
            new PipelineTopology.Policy(enrichment, DEADLINES, plans, Watches.of()));
    driver = new TopologyTestDriver(topology.get(), new Properties(), TEN);
    webhooks =
        driver.createInputTopic(
            topics.webhooks.name(), new StringSerializer(), new ByteArraySerializer());
  }

  private static SchemaRegistryClient registry(Topics topics) {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    try {
      for (Topic<?> topic : topics.all()) {
        registry.register(topic.subject(), AvroSerdes.registered(topic));
      }
    } catch (IOException | RestClientException e) {
      throw new IllegalStateException("a registry in memory refuses a schema", e);
    }
    return registry;
  }

  /** Appended when they were received. */
  void post(WebhookEvent... events) {
    for (WebhookEvent event : events) {
      post(event, event.getReceivedAt(), null);
    }
  }

  /**
   * @param sentAt by the gateway's clock; null leaves the header out
   */
  void post(WebhookEvent event, Instant appendedAt, Instant sentAt) {
    RecordHeaders headers = new RecordHeaders();
    if (sentAt != null) {
      headers.add(SentAt.NAME, SentAt.value(sentAt.toEpochMilli()));
    }
    webhooks.pipeInput(new TestRecord<>(event.getSid(), bytes(event), headers, appendedAt));
  }

  byte[] bytes(WebhookEvent event) {
    return serdes.serializer(topics.webhooks).serialize(topics.webhooks.name(), event);
  }

  void postBytes(String key, byte[] value) {
    webhooks.pipeInput(key, value, TEN);
  }

  void postBytes(Topic<?> topic, byte[] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("key", value, TEN);
  }

  /** What the sink says of an event. */
  void receipt(DeliveryReceipt receipt) {
    Topic<DeliveryReceipt> topic = topics.crmReceipts;
    driver
        .createInputTopic(topic.name(), new StringSerializer(), serdes.serializer(topic))
        .pipeInput(receipt.getSid(), receipt, TEN);
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return output(topic).readValuesToList();
  }

  <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.deserializer(topic));
  }

  /** Newest window of each scope and minute, without how often it changed. */
  Map<String, RateWindow> rates() {
    Map<String, RateWindow> newest = new TreeMap<>();
    for (RateWindow window : read(topics.rates)) {
      String minute = window.getScope() + '@' + window.getMinute();
      newest.put(minute, RateWindow.newBuilder(window).setRevision(0).build());
    }
    return newest;
  }

  Object stored(String key) {
    return driver.getKeyValueStore(Names.INTERACTION_STORE).get(key);
  }

  long count(String store) {
    return driver.getKeyValueStore(store).approximateNumEntries();
  }

  /** As an instance that takes over: with the other's state, at the start of the topic. */
  void takeOver(Rig other) {
    for (String name : HANDED_OVER) {
      KeyValueStore<Object, Object> mine = driver.getKeyValueStore(name);
      KeyValueStore<Object, Object> theirs = other.driver.getKeyValueStore(name);
      try (KeyValueIterator<Object, Object> all = theirs.all()) {
        all.forEachRemaining(next -> mine.put(next.key, next.value));
      }
    }
  }

  @Override
  public void close() {
    driver.close();
    ops.close();
  }
}
