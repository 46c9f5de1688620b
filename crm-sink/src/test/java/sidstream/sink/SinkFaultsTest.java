// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.testkit.CrmAnswer;
import sidstream.testkit.KafkaBroker;

/** Nothing is lost and no order is broken, whatever stops and comes back. */
@Timeout(180)
@Tag("slow")
class SinkFaultsTest {

  private static final String[] SIDS = {"a", "b", "c", "d", "e", "f", "g", "h"};

  /** With two workers 200 a second, so that a fault finds something to interrupt. */
  private static final CrmAnswer SLOWLY = CrmAnswer.ok().after(Duration.ofMillis(10));

  private static KafkaBroker broker;
  private SinkRig rig;

  /** A registry that can be away. */
  private static final class Fragile extends MockSchemaRegistryClient {

    final AtomicBoolean away = new AtomicBoolean();

    @Override
    public int getId(String subject, ParsedSchema schema) throws IOException, RestClientException {
      answer();
      return super.getId(subject, schema);
    }

    @Override
    public ParsedSchema getSchemaBySubjectAndId(String subject, int id)
        throws IOException, RestClientException {
      answer();
      return super.getSchemaBySubjectAndId(subject, id);
    }

    private void answer() throws IOException {
      if (away.get()) {
        throw new IOException("Connection refused");
      }
    }
  }

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.ephemeral().start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aSinkThatIsClosedAndOpenedAgainMissesNothingAndRepeatsNothing() throws Exception {
    rig = new SinkRig(broker).provision();
    rig.answer(request -> SLOWLY);
    SinkRig.Running first = rig.ready("crm.workers", "2");
    rig.produce(30, SIDS);
    eventually(() -> assertThat(rig.taken).hasSizeGreaterThan(40));
    first.close();
    int before = rig.taken.size();
    rig.ready();
    eventually(() -> assertThat(rig.taken).hasSizeGreaterThanOrEqualTo(240));
    assertThat(before).isLessThan(240);
    assertThat(rig.taken).doesNotHaveDuplicates().hasSize(240);
    assertEachInOrder(30);
    eventually(() -> assertThat(rig.receipts()).hasSize(240));
  }

  @Test
  void aRecordThatWaitsDoesNotMakeARestartRepeatWhatWasDeliveredBehindIt() throws Exception {
    AtomicBoolean sick = new AtomicBoolean(true);
    rig = new SinkRig(broker).provision();
    rig.answer(
        request ->
            sick.get() && request.sid().equals(Optional.of("a"))
                ? CrmAnswer.status(500)
                : CrmAnswer.ok());
    SinkRig.Running first = rig.ready();
    rig.produce(10, SIDS);
    eventually(() -> assertThat(rig.taken).hasSize(70));
    first.close();
    sick.set(false);
    rig.ready();
    eventually(() -> assertThat(rig.revisions("a")).hasSize(10));
    rig.produce(11, "z");
    eventually(() -> assertThat(rig.revisions("z")).hasSize(11));
    assertThat(rig.taken).doesNotHaveDuplicates();
    assertEachInOrder(10);
  }

  @Test
  void aSinkThatIsKilledMissesNothing() throws Exception {
    rig = new SinkRig(broker).provision();
    Map<String, String> settings = new HashMap<>(rig.settings());
    settings.put("sidstream.kafka.client.session.timeout.ms", "6000");
    settings.put("sidstream.kafka.client.heartbeat.interval.ms", "500");
    settings.put("sidstream.crm.workers", "2");
    rig.answer(request -> SLOWLY);
    try (SinkProcess process = new SinkProcess(settings)) {
      rig.produce(60, SIDS);
      eventually(() -> assertThat(rig.taken).hasSizeGreaterThan(150));
      process.kill();
    }
    assertThat(rig.taken).hasSizeLessThan(480);
    rig.ready();
    eventually(() -> assertThat(new HashSet<>(rig.taken)).hasSize(480));
    assertEachInOrder(60);
    eventually(
        () ->
            assertThat(rig.receipts())
                .extracting(DeliveryReceipt::getEventId)
                .containsAll(rig.taken));
  }

  @Test
  void partitionsChangeHandsWithoutLossOrDisorder() throws Exception {
    rig = new SinkRig(broker).provision();
    SinkRig.Running first = rig.ready();
    rig.produce(40, SIDS);
    SinkRig.Running second = rig.ready();
    eventually(() -> assertThat(new HashSet<>(rig.taken)).hasSize(320));
    first.close();
    rig.produce(40, "i", "j", "k", "l");
    eventually(() -> assertThat(new HashSet<>(rig.taken)).hasSize(480));
    assertThat(second.ready()).isTrue();
    assertThat(rig.taken).doesNotHaveDuplicates();
    assertEachInOrder(40);
    for (String sid : List.of("i", "j", "k", "l")) {
      assertThat(rig.revisions(sid)).isEqualTo(upTo(40));
    }
  }

  @Test
  void withoutKafkaItIsNotReadyAndOnceKafkaIsThereItDelivers() throws Exception {
    try (KafkaBroker late = KafkaBroker.ephemeral()) {
      rig = new SinkRig(late);
      new SchemaRegistration(rig.registry).register(rig.topics);
      SinkRig.Running sink = rig.start();
      await()
          .during(Duration.ofSeconds(2))
          .until(() -> !sink.ready() && sink.ops().health().alive());
      late.start();
      rig.provision();
      rig.produce(3, SIDS);
      eventually(() -> assertThat(rig.taken).hasSize(24));
      eventually(() -> assertThat(sink.ready()).isTrue());
      rig.close();
    }
  }

  @Test
  void aBrokerThatStopsAndComesBackCostsNothing() throws Exception {
    try (KafkaBroker restarted = KafkaBroker.ephemeral().start()) {
      rig = new SinkRig(restarted).provision();
      SinkRig.Running sink = rig.ready();
      rig.produce(20, SIDS);
      eventually(() -> assertThat(rig.taken).hasSizeGreaterThan(20));
      restarted.stop();
      eventually(() -> assertThat(sink.ready()).as(sink.detail()).isFalse());
      assertThat(sink.ops().health().alive()).isTrue();
      restarted.start();
      eventually(() -> assertThat(new HashSet<>(rig.taken)).hasSize(160));
      rig.produce(21, "z");
      eventually(() -> assertThat(rig.revisions("z")).hasSize(21));
      eventually(() -> assertThat(sink.ready()).as(sink.detail()).isTrue());
      assertEachInOrder(20);
      eventually(
          () ->
              assertThat(rig.receipts())
                  .extracting(DeliveryReceipt::getEventId)
                  .containsAll(rig.taken));
      rig.close();
    }
  }

  @Test
  void aSinkWithNothingToDoSaysThatItsBrokerIsGoneBeforeTheFirstHeartbeat() throws Exception {
    try (KafkaBroker gone = KafkaBroker.ephemeral().start()) {
      rig = new SinkRig(gone).provision();
      SinkRig.Running sink = rig.ready();
      gone.stop();
      eventually(() -> assertThat(sink.detail()).contains("the last heartbeat to Kafka was"));
      assertThat(sink.ready()).isFalse();
      rig.close();
    }
  }

  @Test
  void withoutTheRegistryItIsNotReadyAndDeadensNothing() throws Exception {
    Fragile registry = new Fragile();
    rig = new SinkRig(broker, registry).provision();
    rig.produce(3, SIDS);
    registry.away.set(true);
    SinkRig.Running sink = rig.start();
    eventually(() -> assertThat(sink.detail()).contains("Connection refused"));
    assertThat(sink.ready()).isFalse();
    registry.away.set(false);
    eventually(() -> assertThat(rig.taken).hasSize(24));
    registry.away.set(true);
    rig.produce(1, "late");
    eventually(() -> assertThat(sink.meter("sidstream_crm_in_flight")).isEqualTo(1));
    registry.away.set(false);
    eventually(() -> assertThat(rig.revisions("late")).containsExactly(1));
    assertThat(rig.deadLetters()).isEmpty();
  }

  @Test
  void whatRetentionDeletesBeforeItIsDeliveredIsCounted() throws Exception {
    rig = new SinkRig(broker).provision();
    SinkRig.Running first = rig.ready();
    rig.produce(5, "a");
    eventually(() -> assertThat(rig.receipts()).hasSize(5));
    first.close();
    rig.produce(
        CrmEvents.sms("a", 6), CrmEvents.sms("a", 7), CrmEvents.sms("a", 8), CrmEvents.sms("a", 9));
    rig.expireBefore("a", 8);
    SinkRig.Running second = rig.ready();
    eventually(() -> assertThat(rig.revisions("a")).containsExactly(1, 2, 3, 4, 5, 9));
    assertThat(second.meter("sidstream_crm_expired_total")).isEqualTo(3);
  }

  private void assertEachInOrder(int last) {
    for (String sid : SIDS) {
      assertThat(rig.revisions(sid)).as(sid).isEqualTo(upTo(last));
    }
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(SinkRig.PATIENCE).untilAsserted(assertion);
  }
}
