// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic from which the interactions of a lost disk are restored. */
final class Changelog {

  private static final String TOPIC = "stream-processor-interaction-store-changelog";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // odd: no two products are equal
  private static final int MOST_TEMPLATES = 20_000;

  private final String bootstrap;

  Changelog(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** On the broker's disk. */
  long bytes(Admin admin) throws InterruptedException, ExecutionException {
    List<Integer> nodes = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
    return admin.describeLogDirs(nodes).allDescriptions().get().values().stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().equals(TOPIC))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  /**
   * Writes the states that are there again, under other Sids, as a processor writes them: each a
   * last state, none that is overwritten later.
   */
  void grow(long sids) {
    List<ConsumerRecord<byte[], byte[]>> templates = List.copyOf(newest().values());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.LINGER_MS_CONFIG,
                100),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long sid = 0; sid < sids; sid++) {
        ConsumerRecord<byte[], byte[]> one = templates.get((int) (sid % templates.size()));
        byte[] key = one.key().clone(); // its last bytes are those of the Sid
        ByteBuffer.wrap(key).putLong(key.length - Long.BYTES, sid * SPREAD);
        var unused = producer.send(new ProducerRecord<>(TOPIC, one.partition(), key, one.value()));
      }
    }
  }

  /** The last states of some Sids. */
  private Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest() {
    Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      while (!records.isEmpty()) {
        records.forEach(record -> remember(record, newest));
        records = consumer.poll(POLL);
      }
    }
    return newest;
  }

  private static void remember(
      ConsumerRecord<byte[], byte[]> record,
      Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest) {
    ByteBuffer key = ByteBuffer.wrap(record.key());
    if (newest.size() < MOST_TEMPLATES || newest.containsKey(key)) {
      newest.put(key, record);
    }
  }
}
