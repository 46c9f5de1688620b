// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.CloudEvent.Source;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * Appends to Kafka; a receipt is the ack of all in-sync replicas.
 *
 * <p>{@code KafkaProducer.send} can block, for metadata and for room, so one thread of our own
 * calls it, and what is on its way is bounded in bytes below the producer's buffer. Until Kafka and
 * the registry have been seen, appends fail at once; {@link KafkaConnection} keeps trying.
 */
public final class KafkaEventLog implements EventLog {

  private static final int ROOM_BYTES = KafkaConnection.BUFFER_BYTES / 2;

  private final TopicWriter<WebhookEvent> events;
  private final TopicWriter<QuarantinedWebhook> quarantined;
  private final KafkaConnection connection;
  private final Duration deliveryTimeout;
  private final Semaphore room = new Semaphore(ROOM_BYTES);
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "event-log-send"));

  /** Turns values into records of one topic. */
  private record TopicWriter<V extends SpecificRecord>(Topic<V> topic, Serializer<V> serializer) {

    ProducerRecord<String, byte[]> record(String key, V value, String id, Instant time) {
      byte[] bytes = serializer.serialize(topic.name(), value);
      ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, bytes);
      new CloudEvent(id, topic.eventType(), Source.GATEWAY, time).writeTo(record.headers());
      return record;
    }
  }

  /**
   * @param deliveryTimeout how long an append may take; just under the deadline of the answer
   */
  public KafkaEventLog(
      Topics topics,
      KafkaClients clients,
      SchemaRegistryClient registry,
      Duration deliveryTimeout) {
    AvroSerdes serdes = new AvroSerdes(registry);
    events = new TopicWriter<>(topics.webhooks, serdes.serializer(topics.webhooks));
    quarantined =
        new TopicWriter<>(topics.webhooksQuarantine, serdes.serializer(topics.webhooksQuarantine));
    connection = new KafkaConnection(topics, clients, serdes, deliveryTimeout);
    this.deliveryTimeout = deliveryTimeout;
  }

  @Override
  public String name() {
    return "log";
  }

  /** Returns when Kafka is there; soon, and not ready, when it is not. */
  @Override
  public void start() throws InterruptedException {
    connection.start();
  }

  @Override
  public Check check() {
    return connection.check();
  }

  @Override
  public CompletableFuture<Receipt> append(WebhookEvent event) {
    return append(
        () -> events.record(event.getSid(), event, event.getReceiptId(), event.getReceivedAt()));
  }

  @Override
  public CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
    String id = webhook.getReceiptId();
    return append(() -> quarantined.record(id, webhook, id, webhook.getReceivedAt()));
  }

  /** Serializes, once the schema ids are known; what it makes is forgotten. */
  @Override
  public void rehearse(WebhookEvent event) {
    if (connection.producer() != null) {
      var unused =
          events.record(event.getSid(), event, event.getReceiptId(), event.getReceivedAt());
    }
  }

  /** Lets what is on its way arrive, within the delivery timeout. */
  @Override
  public void close() {
    sender.shutdown();
    try {
      sender.awaitTermination(deliveryTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }

  private CompletableFuture<Receipt> append(Supplier<ProducerRecord<String, byte[]>> record) {
    Producer<String, byte[]> producer = connection.producer();
    if (producer == null) {
      return CompletableFuture.failedFuture(new IllegalStateException(check().detail()));
    }
    try {
      return append(record.get(), producer);
    } catch (SerializationException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Receipt> append(
      ProducerRecord<String, byte[]> record, Producer<String, byte[]> producer) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    int size = record.value().length;
    if (!room.tryAcquire(size)) {
      receipt.completeExceptionally(new IllegalStateException("too much is on its way"));
      return receipt;
    }
    CompletableFuture<Receipt> settled =
        receipt.whenComplete((stored, failure) -> room.release(size));
    try {
      sender.execute(() -> send(record, producer, receipt));
    } catch (RejectedExecutionException e) {
      receipt.completeExceptionally(e);
    }
    return settled;
  }

  private void send(
      ProducerRecord<String, byte[]> record,
      Producer<String, byte[]> producer,
      CompletableFuture<Receipt> receipt) {
    try {
      Future<?> unused =
          producer.send(record, (metadata, failure) -> settle(receipt, metadata, failure));
    } catch (RuntimeException e) {
      connection.broken(producer, e);
      receipt.completeExceptionally(e);
    }
  }

  private void settle(
      CompletableFuture<Receipt> receipt, RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null) {
      connection.worked();
      receipt.complete(new Receipt.Stored(metadata.partition(), metadata.offset()));
    } else {
      connection.failed(failure);
      receipt.completeExceptionally(failure);
    }
  }
}
