// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.chassis.config.Secret;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.GatewayConfig;
import sidstream.ingest.TestConfig;
import sidstream.ingest.TestCorridor;
import sidstream.ingest.log.AnswersReport;
import sidstream.ingest.log.ClockSkew;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.source.exotel.ExotelAnswers;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.record.ReconcileRequest;
import sidstream.schemas.record.Vitals;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.FakeExotelApi;
import sidstream.testkit.FreePort;

/** From a request on Kafka over the API to a webhook on Kafka, with real clients. */
class PullOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String CALL = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String OTHER_CALL = "91cfbec2d78bbbf10fb851f4fa1619bd";

  @Tag("slow")
  @Test
  @Timeout(120)
  void anEndThatIsAskedForIsAWebhook() throws Exception {
    try (TestCorridor corridor = new TestCorridor().start();
        FakeExotelApi api = new FakeExotelApi();
        EventLog log = corridor.log()) {
      log.start();
      api.tell("Balance.json", FakeExotelApi.sample("balance.json"));
      api.tell("Calls.json", FakeExotelApi.sample("calls.json"));
      AnswersReport report = report(corridor);
      report.start();
      nonsense(corridor);
      request(corridor, CALL);
      pullOne(corridor, api, log, report);
      report.close();

      WebhookEvent event = corridor.events(CALL).get(0);
      assertThat(event.getStep()).isEqualTo("terminal");
      assertThat(event.getCall().getTalkSeconds()).isEqualTo(320);
      List<Vitals> vitals =
          corridor.records(corridor.topics().vitals).stream().map(r -> r.value()).toList();
      assertThat(counts(vitals, "balance")).isEqualTo(Map.of("paise", 154_375L));
      assertThat(counts(vitals, "api-calls")).isEqualTo(Map.of("200", 2L));
      assertThat(counts(vitals, "accepted")).containsEntry("events", 1L);

      // the next one goes on behind what is settled
      AnswersReport second = report(corridor);
      second.start();
      request(corridor, OTHER_CALL);
      pullOne(corridor, api, log, second);
      second.close();
      assertThat(corridor.events(CALL)).hasSize(1);
      assertThat(api.asked()).filteredOn(asked -> asked.contains(CALL)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void withoutKafkaTheBalanceIsReadAndItEndsSoon() throws Exception {
    try (FakeExotelApi api = new FakeExotelApi()) {
      api.tell("Balance.json", FakeExotelApi.sample("balance.json"));
      TestCorridor nowhere = new TestCorridor();
      Map<String, Long> told = new ConcurrentHashMap<>();
      GatewayConfig config = config("127.0.0.1:" + FreePort.next());
      Pull pull =
          new Pull(
              account(api),
              new Pull.Reach(
                  nowhere.topics(), new KafkaClients(config.kafka(), "test"), nowhere.registry()),
              new Findings(
                  new sidstream.ingest.log.InMemoryEventLog(),
                  sidstream.ingest.log.AnswerTally.NONE,
                  (kind, source, minute, counts) -> told.putAll(counts),
                  new Meters(new SimpleMeterRegistry())),
              java.time.Clock.systemUTC());
      pull.start();
      await().atMost(PATIENCE).until(() -> told.containsKey("paise"));
      assertThat(pull.check().ready()).isTrue();
      long begun = System.nanoTime();
      pull.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
      assertThat(told).containsEntry("paise", 154_375L).containsEntry("200", 1L);
    }
  }

  private static void pullOne(
      TestCorridor corridor, FakeExotelApi api, EventLog log, AnswersReport report) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Pull pull =
        new Pull(
            account(api),
            new Pull.Reach(corridor.topics(), clients(corridor), corridor.registry()),
            new Findings(log, report, report, new Meters(meters)),
            java.time.Clock.systemUTC());
    pull.start();
    try {
      await().atMost(PATIENCE).until(() -> meters.find("sidstream.reconciled").counter() != null);
      assertThat(pull.check()).isEqualTo(Check.OK);
    } finally {
      pull.close();
    }
  }

  private static Pull.Account account(FakeExotelApi api) {
    return new Pull.Account(
        new ApiAccess(
            api.url(), "exampleaccount", "key", new Secret("token"), 60, Duration.ofSeconds(5)),
        new ExotelAnswers(java.time.ZoneId.of("Asia/Kolkata"), "IN"),
        Duration.ofMinutes(10));
  }

  private static AnswersReport report(TestCorridor corridor) {
    return new AnswersReport(
        corridor.topics(),
        clients(corridor),
        corridor.registry(),
        java.time.Clock.systemUTC(),
        new AnswersReport.Origin(
            "gateway-" + System.nanoTime(), java.util.Set.of("exotel"), () -> 0, new ClockSkew()));
  }

  private static void request(TestCorridor corridor, String sid) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ReconcileRequest request =
        ReconcileRequest.newBuilder(
                OpenRequestsTest.request("call", sid, now.minus(Duration.ofHours(2))))
            .setRequestedAt(now)
            .setAnswerUntil(now.plus(Duration.ofHours(1)))
            .build();
    String topic = corridor.topics().reconcileRequests.name();
    byte[] value =
        new AvroSerdes(corridor.registry())
            .serializer(corridor.topics().reconcileRequests)
            .serialize(topic, request);
    send(corridor, new ProducerRecord<>(topic, sid, value));
  }

  /** What nobody can read stops nobody. */
  private static void nonsense(TestCorridor corridor) throws Exception {
    String topic = corridor.topics().reconcileRequests.name();
    send(corridor, new ProducerRecord<>(topic, CALL, new byte[] {1, 2, 3}));
    send(
        corridor, new ProducerRecord<>(topic, CALL, new byte[] {0, 0, 0, 99, 99, 1})); // no such id
    send(corridor, new ProducerRecord<>(topic, CALL, null));
  }

  private static void send(TestCorridor corridor, ProducerRecord<String, byte[]> record)
      throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            clients(corridor).producer(Duration.ofSeconds(20)),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var unused = producer.send(record).get();
    }
  }

  /** The sum of its minutes; of a minute that is told again the largest number holds. */
  private static Map<String, Long> counts(List<Vitals> vitals, String kind) {
    Map<Instant, Map<String, Long>> minutes = new HashMap<>();
    for (Vitals one : vitals) {
      if (one.getKind().equals(kind)) {
        Map<String, Long> minute = minutes.computeIfAbsent(one.getMinute(), m -> new HashMap<>());
        one.getCounts().forEach((name, n) -> minute.merge(name, n, Math::max));
      }
    }
    Map<String, Long> sum = new HashMap<>();
    minutes.values().forEach(m -> m.forEach((name, n) -> sum.merge(name, n, Long::sum)));
    return sum;
  }

  private static KafkaClients clients(TestCorridor corridor) {
    return new KafkaClients(config(corridor.broker().bootstrap()).kafka(), "test");
  }

  private static GatewayConfig config(String bootstrap) {
    return TestConfig.with(
        Map.of(
            "sidstream.kafka.bootstrap-servers", bootstrap, "sidstream.kafka.topic-prefix", "it."));
  }
}
