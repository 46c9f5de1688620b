// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.kafka.Registry;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.log.SpoolingEventLog;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.ingest.spool.SpoolStore;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.Topics;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/**
 * Events of a call's last callback as captured, numbered from 0 in their receipt ids: put into a
 * spool while there is no Kafka, and looked for on the log afterwards.
 */
final class SpoolLoad {

  private static final int PER_SID = 4;
  private static final int MOST_UNSYNCED = 2_000;
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int QUIET_POLLS = 3;

  private final Topics topics = new Topics("");
  private final int events;
  private final WebhookEvent sample = sample();

  /**
   * What is on the log.
   *
   * @param seen numbers of the events that are there
   * @param missing events that are not there
   * @param repeated records beyond the first of an event
   * @param unordered records behind a later event of their Sid
   */
  record Outcome(long records, BitSet seen, long missing, long repeated, long unordered) {}

  SpoolLoad(int events) {
    this.events = events;
  }

  /** Returns when every event is synced to disk. */
  void fill(Path spool, long maxBytes, ProvisionConfig away)
      throws IOException, InterruptedException {
    Semaphore room = new Semaphore(MOST_UNSYNCED);
    AtomicInteger spooled = new AtomicInteger();
    SpoolStore store = new SpoolStore(spool, maxBytes, new Meters(new SimpleMeterRegistry()));
    try (SpoolingEventLog log = log(store, away.kafka(), Registry.client(away.registry()))) {
      log.start();
      for (int i = 0; i < events; i++) {
        room.acquire();
        var unused =
            log.append(event(i))
                .whenComplete(
                    (receipt, failure) -> {
                      spooled.addAndGet(receipt instanceof Receipt.Spooled ? 1 : 0);
                      room.release();
                    });
      }
      room.acquire(MOST_UNSYNCED);
    }
    if (spooled.get() != events) {
      throw new IOException("only " + spooled + " events of " + events + " were spooled");
    }
  }

  /** A log on this broker, or on none. */
  static SpoolingEventLog log(SpoolStore spool, KafkaConfig kafka, SchemaRegistryClient registry) {
    return new SpoolingEventLog(
        new Topics(""), new KafkaClients(kafka, "bench"), registry, spool, PATIENCE);
  }

  /** Reads the whole log: every event is expected once, and in order per Sid. */
  Outcome compare(String bootstrap) {
    BitSet seen = new BitSet(events);
    Map<String, Integer> latest = new HashMap<>();
    long[] counts = new long[2]; // records, unordered
    try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrap)) {
      for (int quiet = 0; quiet < QUIET_POLLS; ) {
        var polled = consumer.poll(POLL);
        quiet = polled.isEmpty() ? quiet + 1 : 0;
        for (ConsumerRecord<String, byte[]> record : polled) {
          int number = number(record);
          int before = latest.merge(record.key(), number, Math::max);
          seen.set(number);
          counts[0]++;
          counts[1] += before > number ? 1 : 0;
        }
      }
    }
    int distinct = seen.cardinality();
    return new Outcome(counts[0], seen, events - distinct, counts[0] - distinct, counts[1]);
  }

  private KafkaConsumer<String, byte[]> consumer(String bootstrap) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topics.webhooks.name()).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static int number(ConsumerRecord<String, byte[]> record) {
    byte[] id = record.headers().lastHeader(CloudEvent.ID).value();
    return Integer.parseInt(new String(id, UTF_8));
  }

  WebhookEvent event(int number) {
    return WebhookEvent.newBuilder(sample)
        .setReceiptId("%026d".formatted(number))
        .setReceivedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setSid("%032x".formatted(number % Math.max(1, events / PER_SID)))
        .build();
  }

  private static WebhookEvent sample() {
    ExotelSample sample = ExotelSamples.named("voice-terminal-completed.multipart");
    ByteBuffer body = ByteBuffer.wrap(sample.body());
    Reading reading =
        new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN")
            .read(
                new RawWebhook(
                    "0",
                    Instant.EPOCH,
                    "exotel",
                    "call",
                    new RawWebhook.Request("POST", Map.of(), sample.contentType(), body)));
    return ((Reading.Events) reading).events().get(0);
  }
}
