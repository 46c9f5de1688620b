// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.schemas.Topics;

/**
 * How long it takes from the moment a webhook is appended until what came of it can be read on
 * interactions by those who read committed records only. Webhooks come by a schedule, whatever
 * became of those before.
 */
final class FoldLatency {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int QUIET_POLLS = 50;

  private final ProvisionConfig clients;
  private final int perSecond;

  FoldLatency(ProvisionConfig clients, int perSecond) {
    this.clients = clients;
    this.perSecond = perSecond;
  }

  /**
   * @param warmUp seconds that do not count
   * @param seconds that count
   * @return as many answers 200 as were read
   */
  Load measure(int warmUp, int seconds) throws InterruptedException {
    try (KafkaConsumer<String, byte[]> reader = reader();
        WebhookLoad load = new WebhookLoad(clients, 0)) {
      long counts = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(warmUp);
      CompletableFuture<Load> read = CompletableFuture.supplyAsync(() -> read(reader, counts));
      send(load, (warmUp + seconds) * perSecond);
      return read.join();
    }
  }

  private void send(WebhookLoad load, int events) throws InterruptedException {
    Histories histories = new Histories(System.nanoTime());
    long start = System.nanoTime();
    for (int number = 0; number < events; number++) {
      long due = start + number * TimeUnit.SECONDS.toNanos(1) / perSecond;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      load.send(histories.event(number, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }
  }

  /** A record's timestamp is when its webhook was received: here, when it was sent to the log. */
  private static Load read(KafkaConsumer<String, byte[]> reader, long counts) {
    Load load = new Load();
    for (int quiet = 0; quiet < QUIET_POLLS; ) {
      ConsumerRecords<String, byte[]> records = reader.poll(POLL);
      long now = System.currentTimeMillis();
      quiet = records.isEmpty() && now > counts ? quiet + 1 : 0;
      for (ConsumerRecord<String, byte[]> record : records) {
        if (record.timestamp() >= counts) {
          load.answered(200, TimeUnit.MILLISECONDS.toNanos(now - record.timestamp()));
        }
      }
    }
    return load;
  }

  private KafkaConsumer<String, byte[]> reader() {
    KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                clients.kafka().bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        reader.partitionsFor(new Topics("").interactions.name()).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToEnd(partitions);
    partitions.forEach(reader::position); // or the end would be that of the first poll
    return reader;
  }
}
