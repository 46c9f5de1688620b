// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;

/**
 * Opens the way to Kafka and tells the truth about it. A thread of its own resolves the schema ids
 * once, opens the producer, and asks for the topics every few seconds, so that readiness does not
 * depend on traffic. A producer that has failed for good is replaced.
 */
final class KafkaConnection implements AutoCloseable {

  static final int BUFFER_BYTES = 64 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(KafkaConnection.class);
  private static final long RETRY_MS = 500;
  private static final long LOOK_MS = 5_000;
  private static final long START_PATIENCE_MS = 3_000;

  private final List<Topic<?>> topics;
  private final KafkaClients clients;
  private final AvroSerdes serdes;
  private final Duration deliveryTimeout;
  private final CountDownLatch looked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread watcher = new Thread(this::watch, "event-log-watch");

  private boolean resolved; // of the watcher only, like admin
  private @Nullable Admin admin;
  private volatile @Nullable Producer<String, byte[]> producer;
  private volatile Check state = Check.notReady("not connected yet");
  private volatile @Nullable String lastFailure;

  KafkaConnection(
      Topics topics, KafkaClients clients, AvroSerdes serdes, Duration deliveryTimeout) {
    this.topics = List.of(topics.webhooks, topics.webhooksQuarantine);
    this.clients = clients;
    this.serdes = serdes;
    this.deliveryTimeout = deliveryTimeout;
    watcher.setDaemon(true);
  }

  /** Returns after the first look, or soon if that takes longer. */
  void start() throws InterruptedException {
    watcher.start();
    looked.await(START_PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  /** The producer, once schema ids are known and Kafka has been seen; null before. */
  @Nullable Producer<String, byte[]> producer() {
    return producer;
  }

  Check check() {
    String failure = lastFailure;
    return state.ready() && failure != null ? Check.notReady(failure) : state;
  }

  /** An append got its ack. */
  void worked() {
    lastFailure = null;
  }

  /** An append got none. Not ready until the next one works, or the next look finds Kafka well. */
  void failed(Exception failure) {
    lastFailure = "the last append failed: " + failure.getMessage();
  }

  /** The producer refuses to work: it has failed for good, and the next look opens another. */
  void broken(Producer<String, byte[]> failed, Exception failure) {
    failed(failure);
    if (producer == failed) {
      producer = null;
    }
    failed.close(Duration.ZERO);
  }

  @Override
  public void close() {
    closed.countDown();
    watcher.interrupt();
    try {
      watcher.join(deliveryTimeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    state = Check.notReady("closed");
    Producer<String, byte[]> last = producer;
    producer = null;
    if (last != null) {
      last.close(deliveryTimeout);
    }
  }

  private void watch() {
    try {
      do {
        look();
        looked.countDown();
      } while (!closed.await(state.ready() ? LOOK_MS : RETRY_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // closed
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private void look() throws InterruptedException {
    try {
      resolveIds();
      askForTopics();
      keepProducer();
      lastFailure = null;
      become(Check.OK);
    } catch (IOException | RestClientException e) {
      become(Check.notReady("schema registry: " + e.getMessage()));
    } catch (ExecutionException e) {
      become(Check.notReady("Kafka: " + why(e.getCause())));
    } catch (InterruptException e) {
      throw new InterruptedException();
    } catch (RuntimeException e) { // settings that Kafka refuses, names that do not resolve
      become(Check.notReady("Kafka: " + e.getMessage()));
    }
  }

  private void resolveIds() throws IOException, RestClientException {
    for (Topic<?> topic : resolved ? List.<Topic<?>>of() : topics) {
      serdes.resolve(topic);
    }
    resolved = true;
  }

  private void askForTopics() throws ExecutionException, InterruptedException {
    if (admin == null) {
      admin = clients.admin();
    }
    admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames().get();
  }

  private String why(@Nullable Throwable failure) {
    return failure instanceof UnknownTopicOrPartitionException
        ? "a topic is missing of " + topics.stream().map(Topic::name).toList()
        : String.valueOf(failure);
  }

  /** Opens it, and keeps what it knows of the topics fresh: then no append waits for that. */
  private void keepProducer() {
    Producer<String, byte[]> open = producer;
    if (open == null) {
      open = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }
    try {
      for (Topic<?> topic : topics) {
        open.partitionsFor(topic.name());
      }
      producer = open;
    } finally {
      if (producer != open) {
        open.close(Duration.ZERO);
      }
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = clients.producer(deliveryTimeout);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeout.toMillis());
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.LARGEST_RECORD_BYTES);
    return settings;
  }

  private void become(Check now) {
    if (!now.equals(state)) {
      log.atLevel(now.ready() ? Level.INFO : Level.WARN)
          .addKeyValue("detail", now.detail())
          .log(now.ready() ? "the log takes webhooks" : "the log takes no webhooks");
    }
    state = now;
  }
}
