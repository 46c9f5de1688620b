// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.Settings;

class KafkaClientsTest {

  /** What a user may write to undo sidstream's promises. */
  private static final Map<String, String> SABOTAGE =
      Map.ofEntries(
          Map.entry("acks", "0"),
          Map.entry("enable.idempotence", "false"),
          Map.entry("max.block.ms", "600000"),
          Map.entry("delivery.timeout.ms", "600000"),
          Map.entry("request.timeout.ms", "500000"),
          Map.entry("linger.ms", "400000"),
          Map.entry("max.in.flight.requests.per.connection", "5"),
          Map.entry("bootstrap.servers", "elsewhere:9092"),
          Map.entry("client.id", "somebody"),
          Map.entry("group.id", "somebody"),
          Map.entry("enable.auto.commit", "true"),
          Map.entry("isolation.level", "read_uncommitted"),
          Map.entry("auto.offset.reset", "latest"),
          Map.entry("allow.auto.create.topics", "true"));

  @ConfigMapping(prefix = "sidstream")
  interface Corridor {
    KafkaConfig kafka();
  }

  @Test
  void aProducerWaitsForAllReplicasAndWritesNothingTwice() {
    assertThat(clients(Map.of()).producer(Duration.ofSeconds(30)))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true);
  }

  @Test
  void noClientSettingUndoesAProducersPromises() {
    assertThat(clients(SABOTAGE).producer(Duration.ofSeconds(30)))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("max.block.ms", 5_000)
        .containsEntry("delivery.timeout.ms", 30_000)
        .containsEntry("request.timeout.ms", 5_000)
        .containsEntry("linger.ms", 0)
        .containsEntry("max.in.flight.requests.per.connection", 1)
        .containsEntry("bootstrap.servers", "127.0.0.1:9092")
        .containsEntry("client.id", "crm-sink");
  }

  @Test
  void noClientSettingUndoesAConsumersPromises() {
    assertThat(clients(SABOTAGE).consumer("crm-sink"))
        .containsEntry("group.id", "acme.crm-sink")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("allow.auto.create.topics", false);
  }

  @Test
  void whatCarriesNoPromiseIsTheUsers() {
    Map<String, String> mine = Map.of("security.protocol", "SSL", "compression.type", "zstd");
    assertThat(clients(mine).producer(Duration.ofSeconds(1))).containsAllEntriesOf(mine);
    assertThat(clients(mine).consumer("crm-sink")).containsAllEntriesOf(mine);
  }

  @Test
  void aDeliveryTimeoutBelowTheRequestTimeoutShortensTheRequest() {
    Map<String, Object> settings = clients(Map.of()).producer(Duration.ofMillis(800));
    assertThat(settings)
        .containsEntry("delivery.timeout.ms", 800)
        .containsEntry("request.timeout.ms", 800);
  }

  @Test
  void kafkaTakesTheseSettings() {
    for (Map<String, String> client : java.util.List.of(Map.<String, String>of(), SABOTAGE)) {
      ByteArraySerializer bytes = new ByteArraySerializer();
      Map<String, Object> producer = clients(client).producer(Duration.ofMillis(800));
      new KafkaProducer<>(producer, bytes, bytes).close(Duration.ZERO);
      ByteArrayDeserializer read = new ByteArrayDeserializer();
      new KafkaConsumer<>(clients(client).consumer("crm-sink"), read, read).close();
    }
    clients(SABOTAGE).admin().close(Duration.ZERO);
  }

  private static KafkaClients clients(Map<String, String> client) {
    Map<String, String> explicit = new HashMap<>();
    explicit.put("sidstream.kafka.topic-prefix", "acme.");
    client.forEach((key, value) -> explicit.put("sidstream.kafka.client." + key, value));
    return new KafkaClients(
        Settings.load(Corridor.class, Map.of(), explicit).values().kafka(), "crm-sink");
  }
}
