// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.sink.consume.SinkSession.Bounds;
import sidstream.sink.crm.Crm;
import sidstream.sink.deadletter.LastingProducer;
import sidstream.sink.deadletter.Outcomes;
import sidstream.sink.delivery.DeliveryPolicy;

/**
 * Opens sessions that deliver to one CRM.
 *
 * @param topics where events come from and outcomes go
 * @param clients how Kafka is reached
 * @param registry how schemas are had
 * @param delivering to whom, how patiently, how much at one time
 * @param meters counts what happens
 */
public record SessionOpener(
    Topics topics,
    KafkaClients clients,
    SchemaRegistryClient registry,
    Delivering delivering,
    Meters meters) {

  private static final String GROUP = "crm-sink";
  private static final Duration STORE_WITHIN = Duration.ofSeconds(30);

  /** So many times what is in flight may wait for another attempt. */
  private static final int WAITING_TIMES = 10;

  /** What waits takes this, and about 1.5 KB an event around it: with 10,000 of them 32 MB. */
  private static final long MAX_WAITING_BYTES = 16 * 1024 * 1024;

  /**
   * How events are delivered.
   *
   * @param workers attempts at one time
   * @param maxInFlight events taken and not yet ended, without those that wait
   * @param drain how long a close waits for attempts that run
   */
  public record Delivering(
      Crm crm, DeliveryPolicy policy, int workers, int maxInFlight, Duration drain) {}

  /**
   * Opens a session and asks for partitions. The schemas of outcomes are resolved first: nothing is
   * delivered whose receipt could not be written.
   *
   * @throws IOException when the registry cannot be reached
   * @throws RestClientException when it does not know the schemas
   * @throws org.apache.kafka.common.KafkaException when Kafka's clients cannot be made
   */
  SinkSession open() throws IOException, RestClientException {
    AvroSerdes serdes = new AvroSerdes(registry);
    serdes.resolve(topics.crmReceipts);
    serdes.resolve(topics.crmDeadLetters);
    LastingProducer producer = new LastingProducer(this::producer);
    try {
      return session(new Outcomes(producer, topics, serdes, delivering.crm().name(), meters));
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        clients.producer(STORE_WITHIN), new StringSerializer(), new ByteArraySerializer());
  }

  private SinkSession session(Outcomes outcomes) {
    Courier courier =
        new Courier(
            new EventReader(registry, topics.crmEvents),
            new MeteredCrm(delivering.crm(), meters),
            delivering.policy(),
            outcomes,
            InstantSource.system());
    Bounds bounds = bounds();
    SinkSession session =
        new SinkSession(
            new KafkaConsumer<>(
                consumer(bounds.maxPoll()), new StringDeserializer(), new ByteArrayDeserializer()),
            outcomes,
            new Lanes<>(delivering.workers(), courier),
            bounds);
    session.join(topics.crmEvents.name(), meters);
    return session;
  }

  private Bounds bounds() {
    int most = delivering.maxInFlight();
    int waiting = (int) Math.min(Integer.MAX_VALUE / 2, (long) most * WAITING_TIMES);
    int maxPoll = Math.max(1, Math.min(500, most / 4));
    return new Bounds(most, waiting, MAX_WAITING_BYTES, maxPoll, delivering.drain());
  }

  /** Cooperative: a sink that joins or leaves stops nobody else's partitions. */
  private Map<String, Object> consumer(int maxPoll) {
    Map<String, Object> settings = clients.consumer(GROUP);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPoll);
    if (!"consumer".equals(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
      settings.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    return settings;
  }
}
