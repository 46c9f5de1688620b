// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Coordinates;
import sidstream.sink.delivery.Outcome;

class LastingProducerTest {

  private static final ProducerRecord<String, byte[]> RECORD =
      new ProducerRecord<>("crm-receipts", "c0ffee", new byte[] {1});

  private final Deque<MockProducer<String, byte[]>> next = new ArrayDeque<>();
  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
  private long now;

  private Producer<String, byte[]> make() {
    if (next.isEmpty()) {
      throw new KafkaException("no host of the brokers is known");
    }
    made.add(next.remove());
    return made.get(made.size() - 1);
  }

  private static MockProducer<String, byte[]> working() {
    return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  }

  /** As a KafkaProducer is after an error that is fatal to it: no send works any more. */
  private static MockProducer<String, byte[]> fatal() {
    MockProducer<String, byte[]> producer = working();
    producer.sendException = new KafkaException("we are in an error state");
    return producer;
  }

  private LastingProducer producer(List<MockProducer<String, byte[]>> producers) {
    next.addAll(producers);
    return new LastingProducer(this::make, () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static void fails(LastingProducer producer) {
    assertThatThrownBy(() -> producer.write(RECORD)).isInstanceOf(NotStoredException.class);
  }

  @Test
  void oneWithWhichNothingCanBeWrittenForAMinuteIsReplaced() throws Exception {
    LastingProducer producer = producer(List.of(fatal(), working()));
    fails(producer);
    pass(LastingProducer.PATIENCE.minusNanos(1));
    fails(producer);
    assertThat(made).hasSize(1);
    pass(Duration.ofNanos(1));
    fails(producer);
    producer.write(RECORD);
    assertThat(made).hasSize(2);
    assertThat(made.get(0).closed()).isTrue();
    assertThat(made.get(1).history()).containsExactly(RECORD);
  }

  @Test
  void oneThatRecoversIsKept() throws Exception {
    LastingProducer producer = producer(List.of(fatal(), working()));
    KafkaException error = (KafkaException) made.get(0).sendException;
    for (int minute = 0; minute < 10; minute++) {
      fails(producer);
      made.get(0).sendException = null;
      producer.write(RECORD);
      made.get(0).sendException = error;
      pass(LastingProducer.PATIENCE);
    }
    assertThat(made).hasSize(1);
  }

  @Test
  void eachHasItsMinute() {
    LastingProducer producer = producer(List.of(fatal(), fatal(), fatal(), fatal()));
    for (int second = 0; second <= 150; second++) {
      fails(producer);
      pass(Duration.ofSeconds(1));
    }
    assertThat(made).hasSize(3);
  }

  @Test
  void whileNoOtherCanBeMadeItIsKeptAndTriedAgain() throws Exception {
    LastingProducer producer = producer(List.of(fatal()));
    fails(producer);
    pass(LastingProducer.PATIENCE);
    fails(producer);
    assertThat(made.get(0).closed()).isFalse();
    next.add(working());
    pass(LastingProducer.PATIENCE);
    fails(producer);
    producer.write(RECORD);
    assertThat(made).hasSize(2);
  }

  @Test
  void onceItIsClosedNoOtherIsMade() {
    LastingProducer producer = producer(List.of(fatal(), working()));
    fails(producer);
    producer.close();
    producer.close();
    pass(LastingProducer.PATIENCE);
    fails(producer);
    assertThat(made).hasSize(1);
    assertThat(made.get(0).closed()).isTrue();
  }

  @Test
  void whatCouldNotBeStoredWithTheOldOneIsStoredWithTheNewOne() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    Topics topics = new Topics("");
    new SchemaRegistration(registry).register(topics);
    LastingProducer producer = producer(List.of(fatal(), working()));
    Outcome delivered = new Outcome.Delivered(200);
    Origin origin =
        new Origin(
            new Origin.Event("exotel:c0ffee:terminal:1", "exotel", Instant.EPOCH),
            "c0ffee",
            new Coordinates("crm-events", 2, 5L),
            ByteBuffer.allocate(0));
    Effort effort = new Effort(1, Instant.EPOCH, Instant.EPOCH);
    try (Ops ops = new Ops();
        Outcomes outcomes =
            new Outcomes(producer, topics, new AvroSerdes(registry), "rest", ops.meters())) {
      for (int time = 0; time < 2; time++) {
        assertThatThrownBy(() -> outcomes.store(origin, effort, delivered))
            .hasMessageContaining("we are in an error state");
        assertThat(outcomes.trouble()).contains("we are in an error state");
        pass(LastingProducer.PATIENCE);
      }
      outcomes.store(origin, effort, delivered);
      assertThat(outcomes.trouble()).isNull();
    }
    assertThat(made.get(1).history()).hasSize(1);
  }
}
