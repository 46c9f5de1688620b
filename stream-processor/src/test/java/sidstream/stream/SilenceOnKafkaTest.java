// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Alert;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.topology.PipelineTopology;
import sidstream.stream.topology.Watches;
import sidstream.testkit.KafkaBroker;

/** On a real broker: calls stop, nothing comes any more, and the alert fires by wall clock. */
@Tag("slow")
class SilenceOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TWO_MINUTES_AND_MORE = Duration.ofSeconds(150);

  @TempDir private Path directory;

  private final KafkaBroker broker = KafkaBroker.ephemeral();
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final Topics topics = new Topics("");
  private final Ops ops = new Ops();

  @Test
  void silenceFiresOnceAlsoOverARestartAndCallsResolveIt() throws Exception {
    try (broker) {
      broker.start();
      StreamConfig config = config();
      KafkaClients clients = new KafkaClients(config.kafka(), "test");
      new SchemaRegistration(registry).register(topics);
      try (Admin admin = clients.admin()) {
        new TopicProvisioning(admin, config.kafka()).createMissing(topics);
      }
      Instant lastCall;
      try (Running first = new Running(config, clients)) {
        first.await();
        lastCall = Instant.now();
        post(clients, "c1");
        await().atMost(TWO_MINUTES_AND_MORE).until(() -> !alerts(clients).isEmpty());
        assertThat(first.part.backlog(topics.webhooks.name())).isZero();
        assertThat(first.part.backlog("no such topic")).isNaN();
      }
      Alert fired = alerts(clients).get(0);
      assertThat(fired.getState()).isEqualTo("firing");
      assertThat(fired.getRule()).isEqualTo("no-calls");
      assertThat(Duration.between(lastCall, fired.getFiredAt()))
          .isBetween(Duration.ofMinutes(1), Duration.ofSeconds(135));
      try (Running second = new Running(config, clients)) {
        second.await();
        post(clients, "c2");
        await().atMost(PATIENCE).until(() -> alerts(clients).size() > 1);
      }
      assertThat(alerts(clients)).extracting(Alert::getState).containsExactly("firing", "resolved");
      assertThat(alerts(clients).get(1).getFiredAt()).isEqualTo(fired.getFiredAt());
    } finally {
      ops.close();
    }
  }

  /** The processor, as long as it runs. */
  private final class Running implements AutoCloseable {
    private final StreamsPart part;

    Running(StreamConfig config, KafkaClients clients) {
      PipelineTopology topology =
          new PipelineTopology(topics, serdes, ops.meters(), Watches.policy(Watching.of(config)));
      part =
          new StreamsPart(
              StreamSettings.of(config, clients),
              topology.get(),
              new Prerequisites(clients, topics, serdes));
      part.start();
    }

    void await() {
      org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> part.check().ready());
    }

    @Override
    public void close() {
      part.close();
    }
  }

  private StreamConfig config() {
    Map<String, String> settings = new HashMap<>();
    settings.put("sidstream.kafka.bootstrap-servers", broker.bootstrap());
    settings.put("sidstream.kafka.partitions", "2");
    settings.put("sidstream.privacy.token-key", "key");
    settings.put("sidstream.streams.state-dir", directory.toString());
    settings.put("sidstream.alerts.every", "PT0.5S");
    settings.put("sidstream.alerts.start-delay", "PT5S");
    settings.put("sidstream.alerts.rules.no-calls.silence", "PT1M");
    settings.put("sidstream.alerts.rules.no-calls.keep-firing-for", "PT1S");
    settings.put("sidstream.business-hours.days", "mon,tue,wed,thu,fri,sat,sun");
    settings.put("sidstream.business-hours.windows", "00:00-24:00");
    return Settings.load(StreamConfig.class, Map.of(), settings).values();
  }

  private void post(KafkaClients clients, String sid) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    WebhookEvent event =
        WebhookEvent.newBuilder(Events.terminal(sid, "busy", 0)).setReceivedAt(now).build();
    byte[] value = serdes.serializer(topics.webhooks).serialize(topics.webhooks.name(), event);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            clients.producer(PATIENCE), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.webhooks.name(), sid, value)).get();
    }
  }

  /** What is committed. */
  private List<Alert> alerts(KafkaClients clients) {
    List<Alert> alerts = new ArrayList<>();
    Map<String, Object> settings = clients.consumer("alerts-test");
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, Alert> consumer =
        new KafkaConsumer<>(
            settings, new StringDeserializer(), serdes.deserializer(topics.alerts))) {
      TopicPartition partition = new TopicPartition(topics.alerts.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> alerts.add(record.value()));
      }
    }
    return alerts;
  }
}
