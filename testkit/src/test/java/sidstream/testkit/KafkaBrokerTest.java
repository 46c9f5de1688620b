// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KafkaBrokerTest {
  @Tag("slow")
  @Test
  void recordsAndClusterIdSurviveARestart(@TempDir Path data) throws Exception {
    try (KafkaBroker broker = new KafkaBroker(new KafkaBroker.Settings(data)).start()) {
      createTopic(broker, "calls");
      produce(broker, "calls", "c0ffee");
      String clusterId = clusterId(broker);

      broker.stop();
      broker.start();

      assertThat(clusterId(broker)).isEqualTo(clusterId);
      assertThat(consumeOne(broker, "calls")).isEqualTo("c0ffee");
    }
  }

  @Tag("slow")
  @Test
  void settingsOfItsOwnStandAboveThoseOfASmallInstallation(@TempDir Path data) throws Exception {
    Map<String, String> more = Map.of("auto.create.topics.enable", "true");
    try (KafkaBroker broker = new KafkaBroker(new KafkaBroker.Settings(data), more).start()) {
      produce(broker, "typo", "kept");
      assertThat(consumeOne(broker, "typo")).isEqualTo("kept");
    }
  }

  @Tag("slow")
  @Test
  void topicsAreNotCreatedByUse() throws Exception {
    try (KafkaBroker broker = KafkaBroker.ephemeral().start();
        Admin admin = admin(broker)) {
      assertThatThrownBy(() -> produce(broker, "typo", "lost")).hasMessageContaining("typo");
      assertThat(admin.listTopics().names().get()).doesNotContain("typo");
    }
  }

  @Test
  void transactionsAndGroupsWorkOnOneNode() throws Exception {
    try (KafkaBroker broker = KafkaBroker.ephemeral().start()) {
      createTopic(broker, "calls");
      produceInTransaction(broker, "calls", "c0ffee");

      assertThat(consumeOneInGroup(broker, "calls")).isEqualTo("c0ffee");
    }
  }

  @Test
  void anEphemeralBrokerLeavesNothingBehind() {
    KafkaBroker broker = KafkaBroker.ephemeral();
    Path data = broker.data();
    broker.start();
    assertThat(data).isNotEmptyDirectory();

    broker.close();
    broker.close();

    assertThat(data).doesNotExist();
  }

  @Test
  void aTakenPortIsAnErrorAndTheBrokerCanStartLater(@TempDir Path first, @TempDir Path second) {
    int port = FreePort.next();
    KafkaBroker late = new KafkaBroker(new KafkaBroker.Settings(second, "127.0.0.1", port, 0));
    try (KafkaBroker early =
        new KafkaBroker(new KafkaBroker.Settings(first, "127.0.0.1", port, 0)).start()) {
      assertThat(early.bootstrap()).isEqualTo(late.bootstrap());
      assertThatThrownBy(late::start).hasMessageContaining(second.toString());
    }
    try (KafkaBroker again = late.start()) {
      assertThat(again.bootstrap()).endsWith(":" + port);
    }
  }

  private static Admin admin(KafkaBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
  }

  private static String clusterId(KafkaBroker broker) throws Exception {
    try (Admin admin = admin(broker)) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static void createTopic(KafkaBroker broker, String name) throws Exception {
    try (Admin admin = admin(broker)) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void produce(KafkaBroker broker, String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "max.block.ms", 2_000),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static void produceInTransaction(KafkaBroker broker, String topic, String value)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "test"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, value)).get();
      producer.commitTransaction();
    }
  }

  private static String consumeOne(KafkaBroker broker, String topic) {
    try (KafkaConsumer<String, String> consumer = consumer(broker)) {
      TopicPartition only = new TopicPartition(topic, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      return firstOf(consumer);
    }
  }

  private static String consumeOneInGroup(KafkaBroker broker, String topic) {
    try (KafkaConsumer<String, String> consumer = consumer(broker)) {
      consumer.subscribe(List.of(topic));
      String value = firstOf(consumer);
      consumer.commitSync();
      return value;
    }
  }

  private static KafkaConsumer<String, String> consumer(KafkaBroker broker) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "group.id",
            "test",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static String firstOf(KafkaConsumer<String, String> consumer) {
    List<ConsumerRecord<String, String>> seen = new ArrayList<>();
    Awaitility.await()
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
              return !seen.isEmpty();
            });
    return seen.get(0).value();
  }
}
