// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Check;
import sidstream.ingest.log.AnswersReport;
import sidstream.ingest.log.ClockSkew;
import sidstream.testkit.FreePort;

/** The report with a real producer: on a real broker, and without one. */
class AnswersReportOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BOUND = Duration.ofSeconds(6);

  @Tag("slow")
  @Test
  void itsRecordsAreOnTheTopic() throws Exception {
    try (TestCorridor corridor = new TestCorridor().start()) {
      AnswersReport report = report(corridor, corridor.broker().bootstrap());
      report.start();
      report.answered("exotel", "call", 200);
      await().atMost(PATIENCE).until(() -> report.check().equals(Check.OK));
      report.close();
      assertThat(corridor.records(corridor.topics().vitals))
          .extracting(record -> tuple(record.value().getSource(), record.value().getCounts()))
          .contains(tuple("exotel", Map.of("200", 1L)));
    }
  }

  @Test
  void withoutKafkaItEndsWithinItsBound() throws Exception {
    TestCorridor nowhere = new TestCorridor();
    new SchemaRegistration(nowhere.registry()).register(nowhere.topics());
    AnswersReport report = report(nowhere, "127.0.0.1:" + FreePort.next());
    report.start();
    report.answered("exotel", "call", 200);
    await().atMost(PATIENCE).until(() -> report.check().detail().contains("Kafka: "));
    long begin = System.nanoTime();
    report.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
  }

  private static AnswersReport report(TestCorridor corridor, String bootstrap) {
    KafkaClients clients =
        new KafkaClients(
            TestConfig.with(Map.of("sidstream.kafka.bootstrap-servers", bootstrap)).kafka(),
            "test");
    return new AnswersReport(
        corridor.topics(),
        clients,
        corridor.registry(),
        Clock.systemUTC(),
        new AnswersReport.Origin("gateway-1", Set.of("exotel"), () -> 0, new ClockSkew()));
  }
}
