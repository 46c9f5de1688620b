// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * The least that a stream processor can do: every record of one topic is written to another, byte
 * by byte, exactly once. Bootstrap address, the two topics, and its group are its arguments.
 */
final class CopyMain {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String target;
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();

  private CopyMain(String bootstrap, String target, String group) {
    this.target = target;
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
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, group),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static void main(String[] args) {
    new CopyMain(args[0], args[2], args[3]).copy(args[1]);
  }

  private void copy(String source) {
    producer.initTransactions();
    consumer.subscribe(List.of(source));
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
            new ProducerRecord<>(target, null, record.key(), record.value(), record.headers()));
    read.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
  }
}
