// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.DeadLetter;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.testkit.CrmAnswer;
import sidstream.testkit.CrmRequest;
import sidstream.testkit.KafkaBroker;

@Timeout(180)
@Tag("slow")
class SinkTest {

  private static KafkaBroker broker;
  private SinkRig rig;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.ephemeral().start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void provision() throws Exception {
    rig = new SinkRig(broker).provision();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everyEventIsDeliveredOnceInOrderAndHasOneReceipt() {
    rig.ready();
    rig.produce(20, "a", "b", "c", "d");
    eventually(() -> assertThat(rig.receipts()).hasSize(80));
    for (String sid : List.of("a", "b", "c", "d")) {
      assertThat(rig.revisions(sid)).isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
    }
    assertThat(rig.taken).doesNotHaveDuplicates().hasSize(80);
    assertThat(rig.receipts())
        .extracting(DeliveryReceipt::getEventId)
        .containsOnlyOnceElementsOf(rig.taken);
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void aReceiptSaysWhatItTookAndIsACloudEvent() {
    rig.answer(twiceFirst(CrmAnswer.status(503)));
    rig.produce(CrmEvents.call());
    rig.ready();
    eventually(() -> assertThat(rig.receipts()).hasSize(1));
    ConsumerRecord<String, DeliveryReceipt> record = rig.records(rig.topics.crmReceipts).get(0);
    DeliveryReceipt receipt = record.value();
    assertThat(record.key()).isEqualTo("c0ffee");
    assertThat(receipt.getEventId()).isEqualTo("exotel:c0ffee:terminal:5eed");
    assertThat(receipt.getOutcome()).isEqualTo("delivered");
    assertThat(receipt.getCrm()).isEqualTo("rest");
    assertThat(receipt.getAttempts()).isEqualTo(3);
    assertThat(receipt.getStatusCode()).isEqualTo(200);
    assertThat(receipt.getFirstAttemptAt()).isBefore(receipt.getFinishedAt());
    assertThat(receipt.getEvent().getTopic()).isEqualTo(rig.topics.crmEvents.name());
    assertThat(header(record, "ce_source")).isEqualTo("/sidstream/crm-sink");
    assertThat(header(record, "ce_type")).isEqualTo("io.sidstream.DeliveryReceipt.v1");
    assertThat(header(record, "ce_id"))
        .isEqualTo(
            "%s:%d:0:receipt"
                .formatted(rig.topics.crmEvents.name(), receipt.getEvent().getPartition()));
  }

  @Test
  void aSidThatFailsHoldsBackItselfOnlyAndKeepsItsOrder() {
    AtomicBoolean sick = new AtomicBoolean(true);
    rig.answer(
        request -> sick.get() && isAbout(request, "sick") ? CrmAnswer.status(500) : CrmAnswer.ok());
    rig.ready();
    rig.produce(5, "sick", "a", "b", "c", "d", "e", "f", "g", "h");
    eventually(() -> assertThat(rig.taken).hasSize(40));
    assertThat(rig.revisions("sick")).isEmpty();
    assertThat(rig.crm.bySid("sick"))
        .allSatisfy(one -> assertThat(one.json().get("revision").intValue()).isEqualTo(1));
    sick.set(false);
    eventually(() -> assertThat(rig.revisions("sick")).containsExactly(1, 2, 3, 4, 5));
    assertThat(rig.taken).doesNotHaveDuplicates();
  }

  @Test
  void whatTheCrmRefusesIsADeadLetterAndOthersGoOn() {
    rig.answer(
        request ->
            request.body().contains("\"revision\":2,") || request.body().contains("\"revision\":2}")
                ? CrmAnswer.status(400).json("{\"secret\":\"of the CRM\"}")
                : CrmAnswer.ok());
    SinkRig.Running sink = rig.ready();
    rig.produce(3, "a", "b");
    eventually(() -> assertThat(rig.receipts()).hasSize(6));
    assertThat(rig.revisions("a")).containsExactly(1, 3);
    assertThat(rig.revisions("b")).containsExactly(1, 3);
    assertThat(rig.deadLetters()).hasSize(2);
    DeadLetter letter = letterOf("a");
    assertThat(letter.getReason()).isEqualTo("REJECTED");
    assertThat(letter.getDetail()).isEqualTo("the CRM answered 400");
    assertThat(letter.getAttempts()).isEqualTo(1);
    assertThat(letter.getStatusCode()).isEqualTo(400);
    assertThat(letter.getEventId()).isEqualTo("exotel:a:terminal:2");
    assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(rig.bytes(CrmEvents.sms("a", 2))));
    assertThat(original(letter).getRevision()).isEqualTo(2);
    assertThat(rig.receipts())
        .filteredOn(receipt -> receipt.getOutcome().equals("dead"))
        .extracting(DeliveryReceipt::getStatusCode)
        .containsExactly(400, 400);
    assertThat(sink.meter("sidstream_crm_deliveries_total{outcome=\"delivered\"}")).isEqualTo(4);
    assertThat(sink.meter("sidstream_crm_deliveries_total{outcome=\"dead\"}")).isEqualTo(2);
  }

  @Test
  void whatIsGivenUpIsADeadLetterAndItsFollowersGoOn() {
    rig.answer(
        request ->
            request.header("Idempotency-Key").equals(Optional.of("exotel:a:terminal:1"))
                ? CrmAnswer.hangUp()
                : CrmAnswer.ok());
    rig.ready("crm.retry.max-attempts", "4");
    rig.produce(2, "a");
    eventually(() -> assertThat(rig.receipts()).hasSize(2));
    DeadLetter letter = letterOf("a");
    assertThat(letter.getReason()).isEqualTo("EXHAUSTED");
    assertThat(letter.getAttempts()).isEqualTo(4);
    assertThat(letter.getStatusCode()).isNull();
    assertThat(letter.getDetail()).startsWith("no answer");
    assertThat(rig.revisions("a")).containsExactly(2);
  }

  @Test
  void whatNobodyCanReadIsADeadLetterAndOthersGoOn() {
    rig.ready();
    byte[] garbage = "no avro".getBytes(UTF_8);
    byte[] torn = java.util.Arrays.copyOf(rig.bytes(CrmEvents.sms("torn", 1)), 20);
    rig.produceRaw("garbage", garbage);
    rig.produceRaw("torn", torn);
    rig.produceRaw("tombstone", null);
    rig.produceRaw(null, garbage);
    rig.produce(1, "garbage", "torn", "tombstone", "a");
    eventually(() -> assertThat(rig.taken).hasSize(4));
    eventually(() -> assertThat(rig.deadLetters()).hasSize(4));
    assertThat(rig.deadLetters())
        .allSatisfy(
            letter -> {
              assertThat(letter.getReason()).isEqualTo("UNREADABLE");
              assertThat(letter.getEventId()).isNull();
              assertThat(letter.getAttempts()).isZero();
              assertThat(letter.getFirstAttemptAt()).isNull();
              assertThat(letter.getDetail()).isNotBlank();
            })
        .extracting(DeadLetter::getSid)
        .containsExactlyInAnyOrder("garbage", "torn", "tombstone", "");
    assertThat(letterOf("torn").getValue()).isEqualTo(ByteBuffer.wrap(torn));
    assertThat(rig.receipts()).hasSize(4);
  }

  @Test
  void aCrmThatIsAwayForAWhileMissesNothing() {
    rig.ready();
    rig.produce(5, "a", "b", "c");
    eventually(() -> assertThat(rig.taken).hasSize(15));
    rig.crm.stop();
    rig.produce(
        IntStream.rangeClosed(6, 10)
            .boxed()
            .flatMap(n -> java.util.stream.Stream.of("a", "b", "c").map(s -> CrmEvents.sms(s, n)))
            .toArray(CrmEvent[]::new));
    eventually(() -> assertThat(rig.crm.requests()).hasSizeGreaterThanOrEqualTo(15));
    rig.crm.start();
    eventually(() -> assertThat(rig.taken).hasSizeGreaterThanOrEqualTo(30));
    for (String sid : List.of("a", "b", "c")) {
      assertThat(rig.revisions(sid)).isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
    }
    eventually(() -> assertThat(rig.receipts()).hasSize(30));
  }

  @Test
  void aWaitThatTheCrmAsksForIsKept() {
    AtomicReference<Instant> refused = new AtomicReference<>();
    AtomicReference<Instant> taken = new AtomicReference<>();
    rig.answer(
        request -> {
          if (refused.compareAndSet(null, Instant.now())) {
            return CrmAnswer.status(429).header("Retry-After", "2");
          }
          taken.set(Instant.now());
          return CrmAnswer.ok();
        });
    SinkRig.Running sink = rig.ready();
    rig.produce(1, "a");
    eventually(() -> assertThat(rig.taken).hasSize(1));
    assertThat(Duration.between(refused.get(), taken.get()))
        .isBetween(Duration.ofMillis(1_990), Duration.ofSeconds(10));
    assertThat(sink.meter("sidstream_crm_retries_total{reason=\"429\"}")).isEqualTo(1);
  }

  @Test
  void noMoreIsTakenThanFitsAndTheRestIsTakenLater() {
    CountDownLatch answers = new CountDownLatch(1);
    rig.answer(request -> afterwards(answers, CrmAnswer.ok()));
    SinkRig.Running sink = rig.ready("crm.max-in-flight", "20", "crm.timeout", "PT120S");
    rig.produce(1, sids("s", 200));
    eventually(() -> assertThat(sink.meter("sidstream_crm_in_flight")).isBetween(16.0, 20.0));
    eventually(() -> assertThat(sink.meter("sidstream_crm_backlog")).isGreaterThanOrEqualTo(180));
    assertThat(sink.meter("sidstream_crm_in_flight")).isLessThanOrEqualTo(20);
    answers.countDown();
    eventually(() -> assertThat(rig.taken).hasSize(200).doesNotHaveDuplicates());
    eventually(() -> assertThat(sink.meter("sidstream_crm_backlog")).isZero());
    eventually(() -> assertThat(sink.meter("sidstream_crm_in_flight")).isZero());
  }

  @Test
  void sidsThatFailHoldBackNoOthersThoughTheyAreMoreThanFitInFlight() {
    AtomicBoolean sick = new AtomicBoolean(true);
    rig.answer(
        request ->
            sick.get() && request.sid().orElse("").startsWith("sick")
                ? CrmAnswer.status(500)
                : CrmAnswer.ok());
    rig.ready("crm.max-in-flight", "20", "crm.retry.initial-delay", "PT1S");
    rig.produce(2, sids("sick", 60));
    rig.produce(3, "a", "b", "c", "d", "e");
    eventually(() -> assertThat(rig.taken).hasSize(15));
    assertThat(rig.revisions("a")).containsExactly(1, 2, 3);
    sick.set(false);
    eventually(() -> assertThat(rig.taken).hasSize(135).doesNotHaveDuplicates());
    for (String sid : sids("sick", 60)) {
      assertThat(rig.revisions(sid)).containsExactly(1, 2);
    }
  }

  @Test
  void beyondTenTimesWhatFitsInFlightNothingIsTakenUntilSomeAreDelivered() {
    AtomicBoolean sick = new AtomicBoolean(true);
    rig.answer(request -> sick.get() ? CrmAnswer.status(503) : CrmAnswer.ok());
    SinkRig.Running sink =
        rig.ready(
            "crm.max-in-flight",
            "20",
            "crm.retry.initial-delay",
            "PT2S",
            "crm.retry.max-delay",
            "PT2S");
    rig.produce(1, sids("s", 400));
    eventually(() -> assertThat(sink.meter("sidstream_crm_in_flight")).isBetween(200.0, 220.0));
    eventually(() -> assertThat(sink.meter("sidstream_crm_backlog")).isBetween(180.0, 200.0));
    await().during(Duration.ofSeconds(2)).until(() -> sink.meter("sidstream_crm_in_flight") <= 220);
    sick.set(false);
    eventually(() -> assertThat(rig.taken).hasSize(400).doesNotHaveDuplicates());
    assertThat(rig.deadLetters()).isEmpty();
  }

  private void eventually(ThrowingRunnable assertion) {
    await().atMost(SinkRig.PATIENCE).untilAsserted(assertion);
  }

  private static java.util.function.Function<CrmRequest, CrmAnswer> twiceFirst(CrmAnswer answer) {
    return request -> request.number() <= 2 ? answer : CrmAnswer.ok();
  }

  private static String[] sids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  private static CrmAnswer afterwards(CountDownLatch latch, CrmAnswer answer) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  private static boolean isAbout(CrmRequest request, String sid) {
    return request.sid().equals(Optional.of(sid));
  }

  private DeadLetter letterOf(String sid) {
    return rig.deadLetters().stream()
        .filter(letter -> letter.getSid().equals(sid))
        .findFirst()
        .orElseThrow();
  }

  /** The event at a dead letter's coordinates. */
  private CrmEvent original(DeadLetter letter) {
    return rig.records(rig.topics.crmEvents).stream()
        .filter(
            record ->
                record.partition() == letter.getEvent().getPartition()
                    && record.offset() == letter.getEvent().getOffset())
        .map(ConsumerRecord::value)
        .findFirst()
        .orElseThrow();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
