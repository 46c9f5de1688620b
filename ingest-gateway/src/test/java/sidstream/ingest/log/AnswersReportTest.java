// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Vitals;

class AnswersReportTest {

  private static final Instant NOON = Instant.parse("2025-11-12T06:30:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HandClock clock = new HandClock(NOON.plusSeconds(20));
  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private MockProducer<String, byte[]> kafka = kafka(true);
  private boolean away;
  private long spooled;
  private final ClockSkew skew = new ClockSkew();
  private final AnswersReport report =
      new AnswersReport(
          new ReportLine(topics.vitals, new AvroSerdes(registry), this::producer),
          clock,
          new AnswersReport.Origin("gateway-1", Set.of("exotel", "twilio"), () -> spooled, skew));

  AnswersReportTest() throws Exception {
    new SchemaRegistration(registry).register(topics);
  }

  @Test
  void everyMinuteOfEverySourceIsOneRecord() {
    report.answered("exotel", "call", 200);
    report.answered("exotel", "call", 200);
    report.answered("exotel", "sms", 503);
    report.answered("unknown", "unknown", 404);
    report.look();
    assertThat(sent()).as("the minute is not over").isEmpty();
    clock.move(MINUTE);
    report.look();
    report.look();
    assertThat(sent())
        .extracting(
            Vitals::getKind,
            Vitals::getSource,
            Vitals::getInstance,
            Vitals::getMinute,
            Vitals::getCounts)
        .containsExactly(
            tuple("answers", "exotel", "gateway-1", NOON, Map.of("200", 2L, "503", 1L)),
            tuple("answers", "twilio", "gateway-1", NOON, Map.of()),
            tuple("answers", "unknown", "gateway-1", NOON, Map.of("404", 1L)));
    assertThat(sent().get(0).getCountsByFeed())
        .isEqualTo(Map.of("call", Map.of("200", 2L), "sms", Map.of("503", 1L)));
  }

  @Test
  void recordsAreKeyedByKindAndHaveAnIdOfTheirOwn() {
    minutes(2);
    assertThat(kafka.history()).extracting(ProducerRecord::key).containsOnly("answers", "spool");
    assertThat(kafka.history())
        .extracting(record -> new String(record.headers().lastHeader(CloudEvent.ID).value(), UTF_8))
        .doesNotHaveDuplicates()
        .contains("gateway-1/exotel/2025-11-12T06:30:00Z/answers/0");
  }

  @Test
  void minutesWithoutKafkaAreToldWhenItIsBack() {
    away = true;
    report.look();
    report.answered("exotel", "call", 200);
    minutes(3);
    assertThat(report.check().ready()).isTrue();
    assertThat(report.check().detail()).isEqualTo("9 records wait: Kafka: away");
    away = false;
    clock.move(AnswersReport.RETRY);
    report.look();
    assertThat(sent()).hasSize(6);
    assertThat(sent().get(0).getCounts()).isEqualTo(Map.of("200", 1L));
    assertThat(report.check().detail()).isEqualTo("ok");
  }

  @Test
  void sixHoursAreKeptAndNoMore() {
    away = true;
    minutes((int) AnswersReport.KEPT.toMinutes() + 60);
    away = false;
    clock.move(MINUTE);
    report.look();
    assertThat(sent()).hasSize(2 * (int) AnswersReport.KEPT.toMinutes());
    assertThat(sent().get(0).getMinute()).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
  }

  @Test
  void aRegistryThatDoesNotKnowTheSchemaIsAskedAgain() throws Exception {
    MockSchemaRegistryClient empty = new MockSchemaRegistryClient();
    AnswersReport early =
        new AnswersReport(
            new ReportLine(topics.vitals, new AvroSerdes(empty), this::producer),
            clock,
            new AnswersReport.Origin("gateway-1", Set.of("exotel"), () -> 0, skew));
    clock.move(MINUTE);
    early.look();
    assertThat(early.check().detail()).startsWith("2 records wait: schema registry: ");
    new SchemaRegistration(empty).register(topics);
    clock.move(AnswersReport.RETRY);
    early.look();
    assertThat(early.check().detail()).isEqualTo("ok");
    assertThat(kafka.history()).hasSize(2);
  }

  @Test
  void whatKafkaDidNotTakeIsSentAgainByAnotherProducer() {
    kafka = kafka(false);
    minutes(1);
    MockProducer<String, byte[]> first = kafka;
    kafka = kafka(true);
    first.errorNext(new TimeoutException("too late"));
    first.completeNext();
    clock.move(AnswersReport.RETRY);
    report.look();
    assertThat(first.closed()).isTrue();
    assertThat(sent()).extracting(Vitals::getSource).containsExactly("exotel");
  }

  @Test
  void theLastMinuteIsToldAtTheEndAlthoughItIsNotOver() throws Exception {
    report.start();
    await().atMost(PATIENCE).until(() -> report.check().equals(sidstream.chassis.ops.Check.OK));
    report.answered("exotel", "call", 200);
    report.close();
    report.close();
    assertThat(sent())
        .extracting(Vitals::getSource, Vitals::getCounts)
        .containsExactly(tuple("exotel", Map.of("200", 1L)), tuple("twilio", Map.of()));
    assertThat(kafka.closed()).isTrue();
  }

  @Test
  void whatIsAcceptedIsToldOfTheMinuteOfItsReceiptAndAgainWhenItGrew() {
    report.accepted("exotel", NOON.plusSeconds(20), 2, 0);
    report.accepted("exotel", NOON.plusSeconds(59), 1, 1);
    minutes(1);
    minutes(1);
    report.accepted("exotel", NOON.plusSeconds(59), 1, 0);
    minutes(1);
    assertThat(sent("accepted"))
        .extracting(Vitals::getSource, Vitals::getMinute, Vitals::getCounts)
        .containsExactly(
            tuple("exotel", NOON, Map.of("events", 3L, "quarantined", 1L)),
            tuple("exotel", NOON, Map.of("events", 4L, "quarantined", 1L)));
    assertThat(kafka.history())
        .extracting(record -> new String(record.headers().lastHeader(CloudEvent.ID).value(), UTF_8))
        .doesNotHaveDuplicates();
  }

  @Test
  void aMinuteThatCannotGrowAnyMoreIsForgottenAndToldNoMore() {
    report.accepted("exotel", NOON, 2, 0);
    minutes((int) AnswersReport.KEPT.toMinutes() + 3);
    assertThat(sent("accepted")).hasSize(1);
  }

  @Test
  void whatWaitsInTheSpoolIsToldEveryMinute() {
    spooled = 7;
    minutes(1);
    assertThat(sent("spool"))
        .extracting(Vitals::getSource, Vitals::getCounts)
        .containsExactly(tuple("all", Map.of("records", 7L)));
  }

  @Test
  void theClockIsToldOfMinutesInWhichKafkaAcknowledgedSomething() {
    minutes(1);
    acked(40_000);
    minutes(2);
    acked(-40_000);
    minutes(1);
    assertThat(sent("clock"))
        .extracting(Vitals::getSource, Vitals::getMinute, Vitals::getCounts)
        .containsExactly(
            tuple("all", NOON, Map.of("ahead_ms", 40_000L, "behind_ms", 0L)),
            tuple(
                "all",
                NOON.plus(MINUTE.multipliedBy(4)),
                Map.of("ahead_ms", 0L, "behind_ms", 40_000L)));
  }

  @Test
  void whatIsAcceptedIsToldWithinSeconds() {
    minutes(1);
    report.accepted("exotel", clock.instant(), 3, 1);
    clock.move(AnswersReport.SOON);
    report.look();
    report.look();
    report.accepted("exotel", clock.instant(), 1, 0);
    clock.move(AnswersReport.SOON);
    report.look();
    clock.move(AnswersReport.SOON);
    report.look();
    minutes(1);
    assertThat(sent("accepted"))
        .extracting(Vitals::getMinute, Vitals::getCounts)
        .containsExactly(
            tuple(NOON.plus(MINUTE), Map.of("events", 3L, "quarantined", 1L)),
            tuple(NOON.plus(MINUTE), Map.of("events", 4L, "quarantined", 1L)));
  }

  @Test
  void inAnOutageWhatIsAcceptedWaitsForTheEndOfTheMinute() {
    away = true;
    minutes(1);
    for (int i = 0; i < 6; i++) {
      report.accepted("exotel", clock.instant(), 1, 0);
      clock.move(AnswersReport.SOON);
      report.look();
    }
    minutes(1);
    away = false;
    clock.move(AnswersReport.RETRY);
    report.look();
    assertThat(sent("accepted"))
        .extracting(Vitals::getCounts)
        .containsExactly(Map.of("events", 6L, "quarantined", 0L));
  }

  @Test
  void aClockThatIsDaysAheadIsToldToo() {
    acked(Duration.ofDays(3).toMillis());
    minutes(1);
    assertThat(sent("clock"))
        .extracting(Vitals::getMinute)
        .containsExactly(NOON.minus(Duration.ofDays(3)));
  }

  /** Kafka takes something at once; its clock is behind this one by so much. */
  private void acked(long aheadMs) {
    long now = clock.millis();
    skew.acked(now, now - aheadMs, now);
  }

  /** Lets so many minutes pass, with a look in each. */
  private void minutes(int count) {
    for (int i = 0; i < count; i++) {
      clock.move(MINUTE);
      report.look();
    }
  }

  private List<Vitals> sent() {
    return sent("answers");
  }

  private List<Vitals> sent(String kind) {
    var values = new AvroSerdes(registry).deserializer(topics.vitals);
    return kafka.history().stream()
        .map(record -> values.deserialize(record.topic(), record.value()))
        .filter(vitals -> vitals.getKind().equals(kind))
        .toList();
  }

  private Producer<String, byte[]> producer() {
    if (away) {
      throw new KafkaException("away");
    }
    return kafka;
  }

  private static MockProducer<String, byte[]> kafka(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new StringSerializer(), new ByteArraySerializer());
  }
}
