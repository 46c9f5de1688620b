// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Check;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;

/** What becomes of the report when something in it throws what nobody expects. */
class AnswersReportBugsTest {

  private static final Instant NOON = Instant.parse("2025-11-12T06:30:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String BUG = "java.lang.IllegalStateException: a bug";

  private final HandClock clock = new HandClock(NOON);
  private final Topics topics = new Topics("");
  private final List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();
  private final AnswersReport report;
  private volatile Runnable inTheSpool = () -> {};
  private volatile Runnable inTheClient = () -> {};

  AnswersReportBugsTest() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    new SchemaRegistration(registry).register(topics);
    report =
        new AnswersReport(
            new ReportLine(topics.vitals, new AvroSerdes(registry), this::producer),
            clock,
            new AnswersReport.Origin(
                "gateway-1", Set.of("exotel"), this::spooled, new ClockSkew()));
  }

  @AfterEach
  void stop() {
    report.close();
  }

  @Test
  void aBugCostsItsMinuteIsToldAndTheNextMinuteIsReported() {
    report.start();
    awaitCheck(Check.OK);
    inTheSpool = AnswersReportBugsTest::bug;
    clock.move(MINUTE);
    awaitCheck(new Check(true, true, "1 records wait: a bug, tried again: " + BUG));
    clock.move(AnswersReport.RETRY);
    await().atMost(PATIENCE).until(() -> keys().equals(List.of("answers")));
    assertThat(report.check().detail()).as("a minute without it is to come").contains(BUG);

    inTheSpool = () -> {};
    clock.move(MINUTE);
    awaitCheck(Check.OK);
    await().atMost(PATIENCE).until(() -> keys().equals(List.of("answers", "answers", "spool")));
  }

  @Test
  void aBugOfAClientIsToldAndTheClientIsTriedAgain() {
    inTheClient = AnswersReportBugsTest::bug;
    report.start();
    awaitCheck(new Check(true, true, "0 records wait: a bug, tried again: " + BUG));
    inTheClient = () -> {};
    clock.move(MINUTE);
    awaitCheck(Check.OK);
    await().atMost(PATIENCE).until(() -> keys().equals(List.of("answers", "spool")));
  }

  @Test
  void whatOnlyARestartCanHelpIsAlsoTold() {
    inTheClient =
        () -> {
          throw new NoClassDefFoundError("gone");
        };
    report.start();
    awaitCheck(
        Check.dead("answers are not reported any more: java.lang.NoClassDefFoundError: gone"));
  }

  private void awaitCheck(Check expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(report.check()).isEqualTo(expected));
  }

  private List<String> keys() {
    return producers.stream()
        .flatMap(each -> each.history().stream())
        .map(ProducerRecord::key)
        .toList();
  }

  private Producer<String, byte[]> producer() {
    inTheClient.run();
    MockProducer<String, byte[]> another =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    producers.add(another);
    return another;
  }

  private long spooled() {
    inTheSpool.run();
    return 7;
  }

  private static void bug() {
    throw new IllegalStateException("a bug");
  }
}
