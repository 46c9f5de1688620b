// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.ingest.TestConfig;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.FreePort;
import sidstream.testkit.KafkaBroker;

/** On a real broker in this VM. */
class KafkaEventLogTest extends EventLogContract {

  private static final Duration DELIVERY = Duration.ofMillis(1_500);
  private static final Topics TOPICS = new Topics("it.");
  private static final KafkaBroker BROKER = KafkaBroker.ephemeral();
  private static final MockSchemaRegistryClient REGISTRY = new MockSchemaRegistryClient();

  @BeforeAll
  static void provision() throws Exception {
    BROKER.start();
    provision(TOPICS, BROKER);
    new SchemaRegistration(REGISTRY).register(TOPICS);
  }

  @AfterAll
  static void stop() {
    BROKER.close();
  }

  @Override
  EventLog create() {
    return log(TOPICS, BROKER.bootstrap(), REGISTRY);
  }

  @Override
  List<WebhookEvent> events(String sid) {
    return records(TOPICS.webhooks).stream()
        .filter(record -> record.key().equals(sid))
        .map(ConsumerRecord::value)
        .toList();
  }

  @Override
  List<QuarantinedWebhook> quarantined() {
    return records(TOPICS.webhooksQuarantine).stream().map(ConsumerRecord::value).toList();
  }

  @Test
  void everyRecordIsACloudEvent() throws Exception {
    started().append(Records.event("cloud", 77, 0)).join();
    ConsumerRecord<String, WebhookEvent> record =
        records(TOPICS.webhooks).stream()
            .filter(r -> r.key().equals("cloud"))
            .findFirst()
            .orElseThrow();
    assertThat(header(record, "ce_id")).isEqualTo("receipt-77");
    assertThat(header(record, "ce_type")).isEqualTo("io.sidstream.WebhookEvent.v1");
    assertThat(header(record, "ce_source")).isEqualTo("/sidstream/ingest-gateway");
    assertThat(header(record, "ce_time")).isEqualTo("2025-11-12T06:30:00Z");
  }

  @Test
  void aQuarantinedWebhookHasItsReceiptForAKey() throws Exception {
    started().append(Records.quarantined()).join();
    assertThat(records(TOPICS.webhooksQuarantine))
        .extracting(ConsumerRecord::key)
        .contains("receipt-q");
  }

  @Test
  void withoutKafkaItStartsAndIsNotReady() throws Exception {
    try (EventLog log = log(TOPICS, "127.0.0.1:" + FreePort.next(), REGISTRY)) {
      log.start();
      assertThat(log.check().ready()).isFalse();
      assertThat(log.check().alive()).isTrue();
      assertThat(log.append(Records.event("away", 1, 0))).failsWithin(AT_ONCE);
    }
  }

  @Test
  void withoutTheSchemasItStartsAndSaysSo() throws Exception {
    try (EventLog log = log(TOPICS, BROKER.bootstrap(), new MockSchemaRegistryClient())) {
      log.start();
      assertThat(log.check().detail()).startsWith("schema registry: ");
      assertThat(log.append(Records.event("away", 1, 0))).failsWithin(AT_ONCE);
    }
  }

  @Test
  void schemasRegisteredLaterAreFound() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    try (EventLog log = log(TOPICS, BROKER.bootstrap(), registry)) {
      log.start();
      new SchemaRegistration(registry).register(TOPICS);
      await().atMost(PATIENCE).until(() -> log.check().ready());
      assertThat(log.append(Records.event("later", 1, 0))).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void aMissingTopicIsNamed() throws Exception {
    Topics missing = new Topics("missing.");
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    new SchemaRegistration(registry).register(missing);
    try (EventLog log = log(missing, BROKER.bootstrap(), registry)) {
      log.start();
      assertThat(log.check().detail())
          .isEqualTo(
              "Kafka: a topic is missing of [missing.webhooks, missing.webhooks-quarantine]");
    }
  }

  @Test
  void whatABrokerThatGoesAndComesBackHasAcknowledgedIsThere() throws Exception {
    try (KafkaBroker broker = KafkaBroker.ephemeral().start();
        EventLog log = log(TOPICS, broker.bootstrap(), REGISTRY)) {
      provision(TOPICS, broker);
      log.start();
      await().atMost(PATIENCE).until(() -> log.check().ready());
      assertThat(log.append(Records.event("back", 1, 0))).succeedsWithin(PATIENCE);
      broker.stop();
      assertThat(log.append(Records.event("back", 2, 0))).failsWithin(DELIVERY.plusSeconds(1));
      assertThat(log.check().ready()).isFalse();
      broker.start();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> log.append(Records.event("back", 3, 0)).join() instanceof Receipt.Stored);
      await().atMost(PATIENCE).until(() -> log.check().ready());
    }
  }

  private static EventLog log(Topics topics, String bootstrap, MockSchemaRegistryClient registry) {
    return new KafkaEventLog(
        topics, new KafkaClients(config(bootstrap), "test"), registry, DELIVERY);
  }

  private static KafkaConfig config(String bootstrap) {
    return TestConfig.with(
            Map.of(
                "sidstream.kafka.bootstrap-servers", bootstrap, "sidstream.kafka.partitions", "3"))
        .kafka();
  }

  private static void provision(Topics topics, KafkaBroker broker) throws Exception {
    KafkaConfig config = config(broker.bootstrap());
    try (Admin admin = new KafkaClients(config, "test").admin()) {
      new TopicProvisioning(admin, config).createMissing(topics);
    }
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  /** The topic from its beginning to its end now. */
  private static <V extends SpecificRecord> List<ConsumerRecord<String, V>> records(
      Topic<V> topic) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            new KafkaClients(config(BROKER.bootstrap()), "test").consumer("test"),
            new StringDeserializer(),
            new AvroSerdes(REGISTRY).deserializer(topic))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
