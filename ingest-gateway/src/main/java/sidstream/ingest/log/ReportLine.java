// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.ingest.spool.SpoolRecord;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.record.Vitals;

/**
 * The report's own way to Kafka, apart from the webhooks': whatever happens to the one, the other
 * goes on. May block, within bounds; used by one thread.
 */
final class ReportLine {

  private static final Duration DELIVERY = Duration.ofMinutes(2);
  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int MOST_BLOCKED_MS = 1_000;

  private final TopicWriter<Vitals> writer;
  private final Topic<Vitals> topic;
  private final AvroSerdes serdes;
  private final Supplier<Producer<String, byte[]>> producers;
  private @Nullable Integer schemaId;
  private @Nullable Producer<String, byte[]> producer;

  ReportLine(Topic<Vitals> topic, AvroSerdes serdes, Supplier<Producer<String, byte[]>> producers) {
    this.writer = new TopicWriter<>(topic);
    this.topic = topic;
    this.serdes = serdes;
    this.producers = producers;
  }

  /** Over producers of its own. */
  static ReportLine to(Topic<Vitals> topic, AvroSerdes serdes, KafkaClients clients) {
    return new ReportLine(
        topic,
        serdes,
        () ->
            new KafkaProducer<>(
                settings(clients), new StringSerializer(), new ByteArraySerializer()));
  }

  boolean isOpen() {
    return producer != null;
  }

  /**
   * Opens it, if it is not open.
   *
   * @throws IOException when the registry, or Kafka, or the topic is not there
   */
  void open() throws IOException {
    if (producer != null) {
      return;
    }
    try {
      schemaId = schemaId == null ? Integer.valueOf(serdes.resolve(topic)) : schemaId;
      Producer<String, byte[]> opening = producers.get();
      producer = opening;
      opening.partitionsFor(topic.name());
    } catch (RestClientException e) {
      throw new IOException("schema registry: " + e.getMessage(), e);
    } catch (KafkaException e) {
      close(Duration.ZERO);
      throw new IOException("Kafka: " + e.getMessage(), e);
    }
  }

  /**
   * Sends a record; it must be open.
   *
   * @param landed hears once what became of it, null for success, perhaps before this returns and
   *     from any thread
   */
  void send(Vitals vitals, Consumer<@Nullable Exception> landed) {
    Producer<String, byte[]> open = producer;
    Integer id = schemaId;
    if (open == null || id == null) {
      throw new IllegalStateException("not open");
    }
    try {
      Future<?> unused =
          open.send(forKafka(vitals, id), (metadata, failure) -> landed.accept(failure));
    } catch (IOException | RuntimeException e) {
      landed.accept(e);
    }
  }

  /** What is on its way when the time is up fails. It can be opened again. */
  void close(Duration patience) {
    Producer<String, byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(patience);
    }
  }

  private static Map<String, Object> settings(KafkaClients clients) {
    Map<String, Object> settings = clients.producer(DELIVERY);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    return settings;
  }

  private ProducerRecord<String, byte[]> forKafka(Vitals vitals, int id) throws IOException {
    String minute = vitals.getMinute().toString();
    String counts = Long.toString(vitals.getCounts().values().stream().mapToLong(n -> n).sum());
    String ceId = // the counts: a minute may be told again when they grew
        String.join(
            "/", vitals.getInstance(), vitals.getSource(), minute, vitals.getKind(), counts);
    SpoolRecord record = writer.atRest(vitals.getKind(), ceId, vitals.getMinute(), vitals);
    return writer.forKafka(record, id);
  }
}
