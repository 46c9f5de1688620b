// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
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

/**
 * Opens the way to Kafka and tells the truth about it. A thread of its own resolves the schema ids
 * once, opens the producer, and asks for the topics every few seconds, so that readiness does not
 * depend on traffic. A producer that has failed for good is replaced.
 */
final class KafkaConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaConnection.class);
  private static final int BUFFER_BYTES = 64 * 1024 * 1024;
  private static final int BATCH_BYTES = 64 * 1024;

  private static final long RETRY_MS = 500;
  private static final long LOOK_MS = 5_000;
  private static final long START_PATIENCE_MS = 3_000;

  /** As good as endless: 24 days. An append is given up by whoever waits for it, not by Kafka. */
  private static final Duration ENDLESS = Duration.ofMillis(Integer.MAX_VALUE);

  /** Topics without traffic are not forgotten: no append may wait for what is known of them. */
  private static final long REMEMBERED_MS = Duration.ofDays(365).toMillis();

  /** So long without an ack, with records on their way, is no short hiccup any more. */
  private static final Duration STALLED = Duration.ofSeconds(3);

  /** So long a producer's failure is remembered unless an ack proves that it is over. */
  private static final long REMEMBERED_FAILURE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<TopicWriter<?>> writers;
  private final KafkaClients clients;
  private final AvroSerdes serdes;
  private final Landing landing;
  private final ClockSkew skew = new ClockSkew();
  private final CountDownLatch looked = new CountDownLatch(1);
  private final Semaphore wake = new Semaphore(0);
  private final Thread watcher = new Thread(this::watch, "event-log-watch");

  // of the watcher only
  private final Map<String, KafkaLine.Route> routes = new HashMap<>();
  private @Nullable Admin admin;
  private @Nullable KafkaLine opening;

  private volatile boolean closed;
  private volatile @Nullable KafkaLine line;
  private volatile Check state = Check.notReady("not connected yet");
  private volatile @Nullable Failure failure;

  private record Failure(String what, long when) {

    /** Until an ack proves that it is over, or so long ago that it is worth another try. */
    boolean counts(@Nullable KafkaLine line) {
      boolean recent = System.nanoTime() - when < REMEMBERED_FAILURE_NANOS;
      return recent && (line == null || !line.hasAckedSince(when));
    }
  }

  /**
   * @param landing hears what became of each record
   */
  KafkaConnection(
      List<TopicWriter<?>> writers, KafkaClients clients, AvroSerdes serdes, Landing landing) {
    this.writers = List.copyOf(writers);
    this.clients = clients;
    this.serdes = serdes;
    this.landing = landing;
    watcher.setDaemon(true);
    watcher.setUncaughtExceptionHandler((its, bug) -> crash(bug));
  }

  /** Returns after the first look, or soon if that takes longer. */
  void start() throws InterruptedException {
    watcher.start();
    looked.await(START_PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  /** The producer, once schema ids are known and Kafka has been seen; null before. */
  @Nullable KafkaLine line() {
    KafkaLine now = line;
    return now != null && now.works() ? now : null;
  }

  ClockSkew clockSkew() {
    return skew;
  }

  Check check() {
    Check now = state;
    KafkaLine current = line;
    if (!now.ready()) {
      return now;
    }
    if (current != null && current.stalled().compareTo(STALLED) > 0) {
      return Check.notReady("Kafka: no ack for " + current.stalled().toSeconds() + " s");
    }
    Failure last = failure;
    return last != null && last.counts(current)
        ? Check.notReady("the last append failed: " + last.what)
        : now;
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
    watcher.interrupt();
    try {
      watcher.join(START_PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    state = Check.notReady("closed");
    end(line);
    line = null;
  }

  private void watch() {
    try {
      do {
        replaceBroken();
        look();
        looked.countDown();
        wake.tryAcquire(state.ready() ? LOOK_MS : RETRY_MS, TimeUnit.MILLISECONDS);
      } while (!closed);
    } catch (InterruptedException e) {
      // closed
    } finally {
      end(opening);
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  /** A bug: nobody would replace a producer that fails. */
  private void crash(Throwable bug) {
    log.error("the connection to Kafka has crashed", bug);
    state = Check.dead("the connection to Kafka has crashed: " + bug);
  }

  private void broken(KafkaLine failed, Exception why) {
    failure = new Failure(String.valueOf(why.getMessage()), System.nanoTime());
    wake.release();
  }

  private void replaceBroken() {
    wake.drainPermits();
    KafkaLine now = line;
    if (now != null && !now.works()) {
      line = null;
      end(now);
      log.warn("the producer has failed and is replaced");
    }
  }

  private static void end(@Nullable KafkaLine line) {
    if (line != null) {
      line.close(Duration.ZERO);
    }
  }

  private void look() throws InterruptedException {
    try {
      resolveIds();
      askForTopics();
      openLine();
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
    for (TopicWriter<?> writer : writers) {
      if (!routes.containsKey(writer.type())) {
        int id = serdes.resolve(writer.topic());
        routes.put(writer.type(), new KafkaLine.Route(writer, id));
      }
    }
  }

  private void askForTopics() throws ExecutionException, InterruptedException {
    if (admin == null) {
      admin = clients.admin();
    }
    admin.describeTopics(names()).allTopicNames().get();
  }

  private List<String> names() {
    return writers.stream().map(writer -> writer.topic().name()).toList();
  }

  private String why(@Nullable Throwable cause) {
    return cause instanceof UnknownTopicOrPartitionException
        ? "a topic is missing of " + names()
        : String.valueOf(cause);
  }

  /** Opens the producer; it is ours to give out once it knows the topics. */
  private void openLine() throws InterruptedException {
    if (line != null) {
      return;
    }
    Producer<String, byte[]> producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    KafkaLine opened = new KafkaLine(producer, routes, landing, this::broken, skew);
    opening = opened;
    try {
      for (String topic : names()) {
        awaitKnown(producer, topic);
      }
      line = opened;
    } finally {
      if (line != opened) {
        end(opened);
      }
      opening = null;
    }
  }

  /** As it blocks nobody, the producer says at once that it does not know yet, and asks. */
  private void awaitKnown(Producer<String, byte[]> producer, String topic)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_PATIENCE_MS);
    while (true) {
      try {
        producer.partitionsFor(topic);
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() > deadline || wake.tryAcquire(10, TimeUnit.MILLISECONDS)) {
          throw e;
        }
      }
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = clients.producer(ENDLESS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, REMEMBERED_MS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.LARGEST_RECORD_BYTES);
    return settings;
  }

  private void become(Check now) {
    if (!now.equals(state)) {
      log.atLevel(now.ready() ? Level.INFO : Level.WARN)
          .addKeyValue("detail", now.detail())
          .log(now.ready() ? "Kafka takes webhooks" : "Kafka takes no webhooks");
    }
    state = now;
  }
}
