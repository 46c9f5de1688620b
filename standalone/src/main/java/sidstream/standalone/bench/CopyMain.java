// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that a stream processor can do: every record is written to another topic, byte by byte,
 * exactly once. Bootstrap address, its group and the topics, separated by commas, are its
 * arguments; then settings of its producer, {@code name=value} each.
 */
final class CopyMain {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();

  private CopyMain(String bootstrap, String group, Map<String, Object> writing) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    Map<String, Object> settings = new HashMap<>(writing);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static void main(String[] args) {
    Map<String, Object> writing =
        Arrays.stream(args)
            .skip(3)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    new CopyMain(args[0], args[1], writing).copy(List.of(args[2].split(",")));
  }

  /** Where the records of a topic are written to. */
  static String target(String topic) {
    return "bench-" + topic;
  }

  private void copy(List<String> sources) {
    producer.initTransactions();
    consumer.subscribe(sources);
    long due = System.nanoTime();
    while (true) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (read.isEmpty() && !records.isEmpty()) {
        producer.beginTransaction();
      }
      records.forEach(this::copy);
      if (!read.isEmpty() && System.nanoTime() >= due) {
        producer.sendOffsetsToTransaction(read, consumer.groupMetadata());
        producer.commitTransaction();
        read.clear();
        due = System.nanoTime() + COMMIT_INTERVAL.toNanos();
      }
    }
  }

  private void copy(ConsumerRecord<byte[], byte[]> record) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                target(record.topic()), null, record.key(), record.value(), record.headers()));
    read.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
  }
}
