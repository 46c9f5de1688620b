// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.DeadLetter;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.sink.CrmEvents;
import sidstream.sink.crm.Activity;
import sidstream.sink.crm.Crm;
import sidstream.sink.deadletter.LastingProducer;
import sidstream.sink.deadletter.Outcomes;
import sidstream.sink.delivery.Checkpoint;
import sidstream.sink.delivery.DeliveryPolicy;
import sidstream.sink.delivery.DeliveryPolicy.Limits;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Delivered;
import sidstream.sink.delivery.DeliveryResult.Rejected;
import sidstream.sink.delivery.DeliveryResult.Retry;

class CourierTest {

  private static final Instant START = Instant.parse("2025-11-12T09:00:00Z");

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final Topics topics = new Topics("");
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final Ops ops = new Ops();
  private final Deque<DeliveryResult> results = new ArrayDeque<>();
  private final List<String> attempted = new ArrayList<>();
  private Instant now = START;
  private MockProducer<String, byte[]> producer;
  private Courier courier;
  private AssignedPartition partition;
  private ConsumerRecord<String, byte[]> record;
  private Delivery delivery;

  /** Answers by the list of results. */
  private final class Scripted implements Crm {

    @Override
    public String name() {
      return "rest";
    }

    @Override
    public DeliveryResult deliver(Activity activity, String idempotencyKey) {
      attempted.add(idempotencyKey);
      return results.remove();
    }
  }

  /** A producer of which single sends can be made to fail. */
  private static final class Failing extends MockProducer<String, byte[]> {

    private final Deque<RuntimeException> failures;

    Failing(RuntimeException... failures) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.failures = new ArrayDeque<>(List.of(failures));
    }

    @Override
    public synchronized java.util.concurrent.Future<
            org.apache.kafka.clients.producer.RecordMetadata>
        send(ProducerRecord<String, byte[]> record) {
      sendException = failures.poll();
      return super.send(record);
    }
  }

  @BeforeEach
  void wire() throws Exception {
    new SchemaRegistration(registry).register(topics);
    partition = new AssignedPartition(new TopicPartition("crm-events", 2), Checkpoint.parse(5, ""));
    partition.start(5);
    byte[] value =
        serdes.serializer(topics.crmEvents).serialize(topics.crmEvents.name(), CrmEvents.call());
    record = new ConsumerRecord<>("crm-events", 2, 5, "c0ffee", value);
    delivery = new Delivery(record, partition, false);
    wire(new Failing());
  }

  private void wire(MockProducer<String, byte[]> with) {
    producer = with;
    Limits limits =
        new Limits(
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            100,
            Duration.ofHours(24));
    courier =
        new Courier(
            new EventReader(registry, topics.crmEvents),
            new MeteredCrm(new Scripted(), ops.meters()),
            new DeliveryPolicy(limits),
            new Outcomes(new LastingProducer(() -> producer), topics, serdes, "rest", ops.meters()),
            () -> now);
  }

  @AfterEach
  void close() {
    ops.close();
  }

  @Test
  void anOffsetIsDoneOnceTheReceiptIsThere() throws Exception {
    results.add(new Delivered(200));
    assertThat(courier.step(delivery)).isNull();
    assertThat(producer.history()).hasSize(1);
    assertThat(partition.toCommit().offset()).isEqualTo(6);
  }

  @Test
  void anOffsetStaysOpenWhileItWaits() throws Exception {
    results.add(new Retry(Duration.ofSeconds(30), "503", 503));
    assertThat(courier.step(delivery)).isEqualTo(Duration.ofSeconds(30));
    assertThat(producer.history()).isEmpty();
    assertThat(partition.toCommit().offset()).isEqualTo(5);
  }

  @Test
  void aReceiptThatIsNotAckedIsWrittenAgainAndTheEventIsNotDeliveredAgain() throws Exception {
    wire(new Failing(new TimeoutException("no broker"), new KafkaException("no broker")));
    results.add(new Delivered(200));
    assertThat(courier.step(delivery)).isEqualTo(Duration.ofSeconds(1));
    assertThat(partition.toCommit().offset()).isEqualTo(5);
    assertThat(courier.step(delivery)).isEqualTo(Duration.ofSeconds(1));
    assertThat(courier.step(delivery)).isNull();
    assertThat(attempted).hasSize(1);
    assertThat(producer.history()).hasSize(1);
    assertThat(partition.toCommit().offset()).isEqualTo(6);
    assertThat(ops.scrape()).contains("crm_deliveries_total{outcome=\"delivered\"} 1.0");
  }

  @Test
  void aReceiptTellsWhenItWasDeliveredNotWhenItWasWritten() throws Exception {
    wire(new Failing(new TimeoutException("no broker")));
    results.add(new Retry(null, "503", 503));
    results.add(new Delivered(201));
    courier.step(delivery);
    now = START.plusSeconds(10);
    courier.step(delivery);
    now = START.plusSeconds(99);
    courier.step(delivery);
    DeliveryReceipt receipt =
        serdes
            .deserializer(topics.crmReceipts)
            .deserialize(topics.crmReceipts.name(), producer.history().get(0).value());
    assertThat(receipt.getAttempts()).isEqualTo(2);
    assertThat(receipt.getFirstAttemptAt()).isEqualTo(START);
    assertThat(receipt.getFinishedAt()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void aDeadLetterIsThereBeforeItsReceipt() throws Exception {
    results.add(new Rejected("the CRM answered 400", 400));
    courier.step(delivery);
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly("crm-dead-letters", "crm-receipts");
  }

  @Test
  void anEventTooLargeForADeadLetterIsBuriedWithoutItsValue() throws Exception {
    wire(new Failing(new RecordTooLargeException("too large")));
    results.add(new Rejected("the CRM answered 413", 413));
    assertThat(courier.step(delivery)).isNull();
    DeadLetter letter =
        serdes
            .deserializer(topics.crmDeadLetters)
            .deserialize(topics.crmDeadLetters.name(), producer.history().get(0).value());
    assertThat(letter.getValue().remaining()).isZero();
    assertThat(letter.getDetail())
        .isEqualTo("the CRM answered 413; the value is too large to be kept here");
    assertThat(letter.getEvent().getOffset()).isEqualTo(5);
  }

  @Test
  void aBugInAnAdapterParksTheEvent() throws Exception {
    assertThat(courier.step(delivery)).isPositive();
    assertThat(ops.scrape()).contains("crm_retries_total{reason=\"no-answer\"} 1.0");
    results.add(new Delivered(200));
    assertThat(courier.step(delivery)).isNull();
  }

  @Test
  void itIsGivenUpAtItsAge() throws Exception {
    results.add(new Retry(null, "503", 503));
    results.add(new Retry(null, "503", 503));
    courier.step(delivery);
    now = START.plus(Duration.ofHours(24));
    assertThat(courier.step(delivery)).isNull();
    assertThat(producer.history().get(0).topic()).isEqualTo("crm-dead-letters");
  }

  @Test
  void whatWasTakenAheadIsNotGivenUpWhileTheCrmAnswersNothing() throws Exception {
    Delivery ahead = new Delivery(record, partition, true);
    for (int attempt = 0; attempt < 200; attempt++) {
      results.add(new Retry(null, "503", 503));
      assertThat(courier.step(ahead)).isPositive();
      now = now.plus(Duration.ofHours(1));
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void onceTheCrmAnswersWhatWasTakenAheadHasAllThePatienceThereIs() throws Exception {
    Delivery ahead = new Delivery(record, partition, true);
    results.add(new Retry(null, "503", 503));
    courier.step(ahead);
    now = START.plus(Duration.ofHours(30));
    partition.start(6);
    results.add(new Delivered(200));
    courier.step(new Delivery(at(6), partition, false));
    results.add(new Retry(null, "503", 503));
    assertThat(courier.step(ahead)).isLessThan(Duration.ofSeconds(3));
    now = now.plus(Duration.ofHours(24)).minusMillis(1);
    results.add(new Retry(null, "503", 503));
    assertThat(courier.step(ahead)).isEqualTo(Duration.ofMillis(1));
    now = now.plusMillis(1);
    results.add(new Retry(null, "503", 503));
    assertThat(courier.step(ahead)).isNull();
    DeadLetter letter =
        serdes
            .deserializer(topics.crmDeadLetters)
            .deserialize(topics.crmDeadLetters.name(), producer.history().get(1).value());
    assertThat(letter.getAttempts()).isEqualTo(4);
    assertThat(letter.getFirstAttemptAt()).isEqualTo(START);
  }

  @Test
  void onlyWhatTheCrmDoesNotTakeMakesRoomForOthers() throws Exception {
    wire(new Failing(new TimeoutException("no broker")));
    results.add(new Retry(null, "503", 503));
    courier.step(delivery);
    assertThat(courier.makesRoom(delivery)).isTrue();
    results.add(new Delivered(200));
    assertThat(courier.step(delivery)).isPositive();
    assertThat(courier.makesRoom(delivery)).isFalse();
  }

  private ConsumerRecord<String, byte[]> at(long offset) {
    return new ConsumerRecord<>("crm-events", 2, offset, "other", record.value());
  }
}
