// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sidstream.schemas.Topic;

/**
 * Reads a topic from its beginning the way a stranger would: committed records only, Confluent's
 * deserializer, generic records, schemas from the registry.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Predicate<GenericRecord> kept;
  private final KafkaConsumer<String, GenericRecord> consumer;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<String, GenericRecord>> records = new ArrayList<>();

  public TopicReader(String bootstrap, String registry, Topic<?> topic) {
    this(bootstrap, registry, topic, value -> true);
  }

  /**
   * @param kept which values are kept; a topic may be larger than the memory
   */
  @SuppressWarnings("unchecked") // the deserializer hands out objects; these are generic records
  public TopicReader(
      String bootstrap, String registry, Topic<?> topic, Predicate<GenericRecord> kept) {
    this.kept = kept;
    KafkaAvroDeserializer values = new KafkaAvroDeserializer();
    values.configure(Map.of("schema.registry.url", registry), false);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new StringDeserializer(),
            (Deserializer<GenericRecord>) (Deserializer<?>) values);
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Everything read so far, what came since the last call included. */
  public List<GenericRecord> values() {
    return records().stream().map(ConsumerRecord::value).toList();
  }

  public List<ConsumerRecord<String, GenericRecord>> records() {
    read(records::add);
    return records;
  }

  /** Hands out what came since the last call, and keeps nothing of it. */
  public void pass(Consumer<GenericRecord> each) {
    read(record -> each.accept(record.value()));
  }

  private void read(Consumer<ConsumerRecord<String, GenericRecord>> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      for (ConsumerRecord<String, GenericRecord> record : consumer.poll(POLL)) {
        if (kept.test(record.value())) {
          each.accept(record);
        }
      }
    }
  }

  public List<GenericRecord> values(Predicate<GenericRecord> wanted) {
    return values().stream().filter(wanted).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
