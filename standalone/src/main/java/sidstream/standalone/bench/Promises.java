// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import sidstream.chassis.config.RegistryConfig;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.WebhookEvent;

/**
 * Compares what senders were told with what is on the log: everything that was answered 200 is
 * there, once per receipt, and in order per Sid.
 */
final class Promises {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int QUIET_POLLS = 6;

  private final Plan plan;
  private final Ledger ledger;
  private final BitSet kept;
  private final Set<String> receipts = new HashSet<>();
  private final Map<String, Integer> latest = new HashMap<>();
  private long records;
  private long repeated;
  private long unordered;
  private long strange;

  Promises(Plan plan, Ledger ledger) {
    this.plan = plan;
    this.ledger = ledger;
    kept = new BitSet(ledger.size());
  }

  /** Reads the log until nothing is missing and nothing more comes, or the time is up. */
  void compare(String bootstrap, RegistryConfig registry, Duration bound) {
    var topic = new Topics("").webhooks;
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    AvroSerdes serdes = new AvroSerdes(sidstream.chassis.kafka.Registry.client(registry));
    long end = System.nanoTime() + bound.toNanos();
    try (KafkaConsumer<String, WebhookEvent> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), serdes.deserializer(topic))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int quiet = 0; (quiet < QUIET_POLLS || missing() > 0) && System.nanoTime() < end; ) {
        var polled = consumer.poll(POLL);
        quiet = polled.isEmpty() ? quiet + 1 : 0;
        polled.forEach(record -> add(record.value()));
      }
    }
  }

  /** Answered 200, and not on the log. */
  long missing() {
    long missing = 0;
    for (int request = 0; request < ledger.size(); request++) {
      missing += ledger.promised(request) && !kept.get(request) ? 1 : 0;
    }
    return missing;
  }

  /** Records beyond the first of a receipt. */
  long repeated() {
    return repeated;
  }

  /** Records that stand behind a later event of their Sid, both answered 200. */
  long unordered() {
    return unordered;
  }

  /** Records whose receipt is not the one that the sender was told. */
  long strange() {
    return strange;
  }

  long records() {
    return records;
  }

  private void add(WebhookEvent event) {
    int number = Callback.number(String.valueOf(event.getCustomField()));
    int request = request(event, number);
    records++;
    if (!receipts.add(event.getReceiptId())) {
      repeated++;
      return;
    }
    if (!ledger.promised(request)) {
      return; // durable all the same: its answer came too late, or not through
    }
    kept.set(request);
    String told = ledger.receipt(request);
    strange += told == null || told.equals(event.getReceiptId()) ? 0 : 1;
    Integer before = latest.merge(event.getSid(), number, Math::max);
    boolean late = before > number && ledger.precedes(request, request(event, before));
    unordered += late ? 1 : 0;
  }

  private int request(WebhookEvent event, int number) {
    return plan.request(Callback.counter(event.getSid()), number);
  }
}
