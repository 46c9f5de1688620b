// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.chassis.ops.Check;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.log.SpoolingEventLog;
import sidstream.schemas.Topics;
import sidstream.testkit.BrokerMain;
import sidstream.testkit.FreePort;

/** Webhooks come in at a constant rate while a real broker, or who takes them, is ill-treated. */
@Tag("slow")
class SpoolFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EVENTS = 4_000;
  private static final int INTERVAL_MS = 2;

  private final int port = FreePort.next();
  private final String bootstrap = Rig.HOST + ":" + port;
  private final SpoolLoad load = new SpoolLoad(EVENTS);
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger spooled = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();

  @TempDir private Path disk;
  private Vm broker;

  @BeforeEach
  void start() throws Exception {
    broker = new Vm(brokerProgram(), disk);
    broker.start();
    KafkaConfig kafka = SpoolingMain.config(bootstrap).kafka();
    try (Admin admin = new KafkaClients(kafka, "test").admin()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> new TopicProvisioning(admin, kafka).createMissing(new Topics("")));
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aFrozenAndAKilledBrokerCostNoAnswerAndNoEventIsLostRepeatedOrOutOfOrder() throws Exception {
    ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    try (SpoolingEventLog log = SpoolingMain.log(bootstrap, disk.resolve("spool"))) {
      log.start();
      await().atMost(PATIENCE).until(() -> log.check().equals(Check.OK));
      sendAll(log, sender);
      awaitAnswers(500);
      broker.freeze();
      awaitAnswers(1_500); // two seconds: both shares of a sender's patience are over
      broker.thaw();
      awaitAnswers(2_000);
      broker.kill();
      awaitAnswers(3_000);
      broker.start();
      awaitAnswers(EVENTS);
      await().atMost(PATIENCE).until(() -> log.check().equals(Check.OK));
    } finally {
      sender.shutdownNow();
    }
    SpoolLoad.Outcome outcome = load.compare(bootstrap);
    assertThat(failed).hasValue(0);
    assertThat(spooled).as("Kafka was away").hasValueGreaterThan(1_000);
    assertThat(outcome.missing()).as("missing").isZero();
    assertThat(outcome.repeated()).as("repeated").isZero();
    assertThat(outcome.unordered()).as("out of order").isZero();
    assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void whatAKilledProcessHadAReceiptForIsThereAfterTheNextStart() throws Exception {
    Path spool = disk.resolve("spool");
    List<String> arguments = List.of(bootstrap, spool.toString(), Integer.toString(EVENTS));
    Vm gateway =
        new Vm(new Vm.Program(List.of("-Xmx256m"), SpoolingMain.class, arguments, Map.of()), disk);
    gateway.start();
    try {
      await().atMost(PATIENCE).until(() -> acks().size() > 500);
      broker.freeze();
      int before = acks().size();
      await().atMost(PATIENCE).until(() -> acks().size() > before + 700);
    } finally {
      gateway.kill();
      broker.thaw();
    }
    List<Integer> acks = acks();
    try (SpoolingEventLog log = SpoolingMain.log(bootstrap, spool)) {
      log.start();
      await().atMost(PATIENCE).until(() -> log.check().equals(Check.OK));
    }
    SpoolLoad.Outcome outcome = load.compare(bootstrap);
    assertThat(acks).hasSizeGreaterThan(1_000).allMatch(outcome.seen()::get);
  }

  private void sendAll(SpoolingEventLog log, ScheduledExecutorService sender) {
    AtomicInteger next = new AtomicInteger();
    var unused =
        sender.scheduleAtFixedRate(
            () -> {
              int number = next.getAndIncrement();
              if (number < EVENTS) {
                send(log, number);
              }
            },
            0,
            INTERVAL_MS,
            TimeUnit.MILLISECONDS);
  }

  private void send(SpoolingEventLog log, int number) {
    long begin = System.nanoTime();
    var unused =
        log.append(load.event(number))
            .whenComplete(
                (receipt, failure) -> {
                  slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                  spooled.addAndGet(receipt instanceof Receipt.Spooled ? 1 : 0);
                  failed.addAndGet(failure == null ? 0 : 1);
                  answered.incrementAndGet();
                });
  }

  private void awaitAnswers(int count) {
    await().atMost(PATIENCE).until(() -> answered.get() >= count);
  }

  /** Numbers of the whole lines: a kill may cut the last one. */
  private List<Integer> acks() throws IOException {
    String said = Files.readString(disk.resolve(SpoolingMain.class.getSimpleName() + ".log"));
    return said.substring(0, said.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(SpoolingMain.ACK))
        .map(line -> Integer.valueOf(line.substring(SpoolingMain.ACK.length())))
        .toList();
  }

  private Vm.Program brokerProgram() {
    return new Vm.Program(
        List.of("-Xmx384m", "-Dlogback.configurationFile=logback.xml"),
        BrokerMain.class,
        List.of(
            disk.resolve("broker").toString(),
            Integer.toString(port),
            Integer.toString(FreePort.next())),
        Map.of());
  }
}
