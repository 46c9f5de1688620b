// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Kind;
import sidstream.schemas.Topic;
import sidstream.schemas.record.ReconcileRequest;

/**
 * Reads the topic of what is to be asked for, and commits what is settled. A request that was open
 * when its reader ended is read again, by the same or by another gateway.
 */
final class Requests implements ConsumerRebalanceListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Requests.class);
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Duration WAIT = Duration.ofMillis(100);

  /** More are left on the topic: an outage may have made hundreds of thousands. */
  private static final int MOST_OPEN = 10_000;

  private final KafkaConsumer<String, byte[]> consumer;
  private final Deserializer<ReconcileRequest> deserializer;
  private final OpenRequests open;
  private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

  /**
   * @throws KafkaException when Kafka's client cannot be made
   */
  Requests(
      Topic<ReconcileRequest> topic, KafkaClients clients, AvroSerdes serdes, OpenRequests open) {
    this.open = open;
    deserializer = serdes.deserializer(topic);
    consumer =
        new KafkaConsumer<>(
            clients.consumer("reconcile"), new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic.name()), this);
  }

  /**
   * Waits a moment for new ones.
   *
   * @throws KafkaException when Kafka or the registry do not answer
   */
  void poll() {
    if (open.size() >= MOST_OPEN) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    consumer.poll(WAIT).forEach(this::take);
    Map<TopicPartition, OffsetAndMetadata> settled = settled();
    if (!settled.equals(committed)) {
      consumer.commitAsync(settled, null); // the next one makes up for it
      committed = settled;
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    try {
      consumer.commitSync(settled(), BOUND);
    } catch (KafkaException e) {
      log.atDebug().addKeyValue("cause", e).log("not committed: some are asked for again");
    }
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    open.leave(partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
    committed = Map.of();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

  /** Commits, and leaves. */
  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(BOUND));
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    ReconcileRequest request = read(record);
    if (request != null && isOurs(request)) {
      open.add(record.partition(), record.offset(), request);
    } else {
      open.passed(record.partition(), record.offset());
    }
  }

  /** Of other providers, and of kinds that Exotel's API tells nothing of, nobody asks. */
  private static boolean isOurs(ReconcileRequest request) {
    boolean known =
        request.getKind().equals(Kind.CALL.word()) || request.getKind().equals(Kind.SMS.word());
    return known
        && request.getSource().equals(Pull.SOURCE)
        && request.getSid().matches("[A-Za-z0-9]+"); // as Exotel makes them: it goes into a URL
  }

  private @Nullable ReconcileRequest read(ConsumerRecord<String, byte[]> record) {
    try {
      return deserializer.deserialize(record.topic(), record.value());
    } catch (RuntimeException e) { // Avro throws whatever it stumbles over
      if (AvroSerdes.isRegistryAway(e) || isRegistryFailing(e)) {
        throw new KafkaException("the registry does not answer", e); // read again by the next one
      }
      log.atWarn()
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("a request on reconcile-requests cannot be read and is passed over");
      return null;
    }
  }

  private static boolean isRegistryFailing(RuntimeException e) {
    return e.getCause() instanceof RestClientException answer
        && answer.getStatus() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
  }

  private Map<TopicPartition, OffsetAndMetadata> settled() {
    Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
    Map<Integer, Long> offsets = open.settledUpTo();
    for (TopicPartition partition : consumer.assignment()) {
      Long offset = offsets.get(partition.partition());
      if (offset != null) {
        settled.put(partition, new OffsetAndMetadata(offset));
      }
    }
    return settled;
  }
}
