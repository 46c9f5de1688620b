// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
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
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.KafkaEventLog;
import sidstream.ingest.log.SpoolingEventLog;
import sidstream.ingest.spool.SpoolStore;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.KafkaBroker;

/** A broker in this VM with topics and schemas, for tests. */
public final class TestCorridor implements AutoCloseable {

  private final KafkaBroker broker = KafkaBroker.ephemeral();
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final Topics topics = new Topics("it.");

  public TestCorridor start() throws Exception {
    broker.start();
    new SchemaRegistration(registry).register(topics);
    try (Admin admin = clients(broker.bootstrap()).admin()) {
      new TopicProvisioning(admin, config(broker.bootstrap())).createMissing(topics);
    }
    return this;
  }

  public KafkaBroker broker() {
    return broker;
  }

  public MockSchemaRegistryClient registry() {
    return registry;
  }

  public Topics topics() {
    return topics;
  }

  /** A log on this broker. */
  public EventLog log() {
    return log(topics, broker.bootstrap(), registry);
  }

  public static EventLog log(Topics topics, String bootstrap, MockSchemaRegistryClient registry) {
    return new KafkaEventLog(topics, clients(bootstrap), registry);
  }

  /** A log on this broker that spools what Kafka does not take in time. */
  public SpoolingEventLog spooling(Path directory, Duration patience) {
    return spooling(topics, broker.bootstrap(), registry, directory, patience);
  }

  public static SpoolingEventLog spooling(
      Topics topics,
      String bootstrap,
      MockSchemaRegistryClient registry,
      Path directory,
      Duration patience) {
    Meters meters = new Meters(new SimpleMeterRegistry());
    SpoolStore spool = new SpoolStore(directory, 64 * 1024 * 1024, meters);
    return spooling(topics, bootstrap, registry, spool, patience);
  }

  public static SpoolingEventLog spooling(
      Topics topics,
      String bootstrap,
      MockSchemaRegistryClient registry,
      SpoolStore spool,
      Duration patience) {
    return new SpoolingEventLog(topics, clients(bootstrap), registry, spool, patience);
  }

  /** The events of that Sid, in order. */
  public List<WebhookEvent> events(String sid) {
    return records(topics.webhooks).stream()
        .filter(record -> record.key().equals(sid))
        .map(ConsumerRecord::value)
        .toList();
  }

  public List<QuarantinedWebhook> quarantined() {
    return records(topics.webhooksQuarantine).stream().map(ConsumerRecord::value).toList();
  }

  /** The topic from its beginning to its end now, in order within each partition. */
  public <V extends SpecificRecord> List<ConsumerRecord<String, V>> records(Topic<V> topic) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            clients(broker.bootstrap()).consumer("test"),
            new StringDeserializer(),
            new AvroSerdes(registry).deserializer(topic))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
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

  @Override
  public void close() {
    broker.close();
  }

  private static KafkaClients clients(String bootstrap) {
    return new KafkaClients(config(bootstrap), "test");
  }

  private static KafkaConfig config(String bootstrap) {
    return TestConfig.with(
            Map.of(
                "sidstream.kafka.bootstrap-servers", bootstrap, "sidstream.kafka.partitions", "3"))
        .kafka();
  }
}
