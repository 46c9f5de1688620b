// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.kafka.Registry;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.WebhookEvent;

/** Writes webhooks to the log as the gateway does, without the gateway. */
final class WebhookLoad implements AutoCloseable {

  private static final long APART_MS = 2;

  private final Topics topics = new Topics("");
  private final KafkaProducer<String, WebhookEvent> producer;

  /**
   * @param lingerMs how long a record waits for company: 0 for one at a time
   */
  WebhookLoad(ProvisionConfig clients, int lingerMs) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                clients.kafka().bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMs),
            new StringSerializer(),
            new AvroSerdes(Registry.client(clients.registry())).serializer(topics.webhooks));
  }

  /** Returns when so many are on the log, received two milliseconds apart until now. */
  void fill(Histories histories, long events) {
    Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusMillis(events * APART_MS);
    for (long number = 0; number < events; number++) {
      send(histories.event(number, first.plusMillis(number * APART_MS)));
    }
    producer.flush();
  }

  void send(WebhookEvent event) {
    var unused = producer.send(new ProducerRecord<>(topics.webhooks.name(), event.getSid(), event));
  }

  /** Returns when everything sent is on the log. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
