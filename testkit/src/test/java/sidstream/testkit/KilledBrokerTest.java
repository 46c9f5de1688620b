// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a broker owes to exactly-once when it was killed: every transaction that was about to end
 * ends. Kafka 4.3.0 to 4.4.0 forgets some (its issue 20734): offsets committed in them stay unknown
 * for ever, and whoever asks for them waits.
 */
@Tag("slow")
@Timeout(120)
final class KilledBrokerTest {
  private static final int PRODUCERS = 32;
  private static final TopicPartition CALLS = new TopicPartition("calls", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;
  private final int port = FreePort.next();
  private final int controllerPort = FreePort.next();
  private final ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
  private final Map<String, KafkaProducer<String, String>> producers = new HashMap<>();
  private final AtomicLong committed = new AtomicLong();
  private Process broker;

  @AfterEach
  void end() throws Exception {
    producers.values().forEach(producer -> producer.close(Duration.ZERO));
    threads.shutdownNow();
    broker.destroyForcibly().waitFor();
  }

  @Test
  void transactionsThatWereAboutToEndEnd() throws Exception {
    broker = start();
    try (Admin admin = admin()) {
      await().atMost(PATIENCE).until(() -> createTopic(admin));
    }
    groups().forEach(group -> producers.put(group, producer(group)));
    producers.forEach((group, one) -> threads.execute(() -> commitUntilItFails(one, group)));
    await().atMost(PATIENCE).until(() -> committed.get() > 20 * PRODUCERS);

    broker.destroyForcibly().waitFor();
    producers.values().forEach(producer -> producer.close(Duration.ZERO));
    broker = start();

    try (Admin admin = admin()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(offsets(admin)).hasSize(PRODUCERS));
    }
  }

  private Process start() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            data.toString(),
            Integer.toString(port),
            Integer.toString(controllerPort),
            "transaction.abort.timed.out.transaction.cleanup.interval.ms=500")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private boolean createTopic(Admin admin) throws Exception {
    admin.createTopics(List.of(new NewTopic(CALLS.topic(), 1, (short) 1))).all().get();
    return true;
  }

  private void commitUntilItFails(KafkaProducer<String, String> producer, String group) {
    try {
      ConsumerGroupMetadata metadata = metadata(group);
      producer.initTransactions();
      for (long next = 1; ; next++) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(CALLS.topic(), "c0ffee"));
        producer.sendOffsetsToTransaction(Map.of(CALLS, new OffsetAndMetadata(next)), metadata);
        producer.commitTransaction();
        committed.incrementAndGet();
      }
    } catch (KafkaException | IllegalStateException e) {
      // the broker was killed, the producer closed
    }
  }

  private KafkaProducer<String, String> producer(String group) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap(),
            "transactional.id",
            group,
            "transaction.timeout.ms",
            3_000, // the broker ends what its producer does not go on with
            "max.block.ms",
            5_000,
            "delivery.timeout.ms",
            5_000,
            "request.timeout.ms",
            2_000),
        new StringSerializer(),
        new StringSerializer());
  }

  private ConsumerGroupMetadata metadata(String group) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap(), "group.id", group),
            new StringDeserializer(),
            new StringDeserializer())) {
      return consumer.groupMetadata();
    }
  }

  /** Of each group, as its transactions left it; fails while one of them has not ended. */
  private static Map<String, OffsetAndMetadata> offsets(Admin admin) throws Exception {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        groups().collect(toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
    return admin
        .listConsumerGroupOffsets(
            groups, new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs(3_000))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, one -> one.getValue().get(CALLS)));
  }

  private static Stream<String> groups() {
    return IntStream.range(0, PRODUCERS).mapToObj(number -> "group-" + number);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  private String bootstrap() {
    return "127.0.0.1:" + port;
  }
}
