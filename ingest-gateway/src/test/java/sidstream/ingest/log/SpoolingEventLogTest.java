// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Meters;
import sidstream.chassis.run.StartException;
import sidstream.ingest.TestCorridor;
import sidstream.ingest.log.Receipt.Spooled;
import sidstream.ingest.log.Receipt.Stored;
import sidstream.ingest.spool.SpoolStore;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.FreePort;

/** On a real broker in this VM, and without one. */
class SpoolingEventLogTest extends KafkaLogContract {

  /** Long: only what cannot be stored is to be spooled. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private static Path disk;

  @Override
  EventLog create() {
    return corridor().spooling(fresh(), CALM);
  }

  @Test
  void withoutKafkaItStartsAndTakesWebhooksToDisk() throws Exception {
    try (EventLog log = away(fresh(), new MockSchemaRegistryClient())) {
      log.start();
      assertThat(log.append(Records.event("disk", 1, 0)))
          .succeedsWithin(SOON)
          .isInstanceOf(Spooled.class);
      assertThat(log.append(Records.quarantined())).succeedsWithin(SOON);
      await().atMost(PATIENCE).until(() -> log.check().detail().contains("2 records"));
      assertThat(log.check().ready()).isTrue();
      assertThat(log.check().detail())
          .startsWith("Kafka is away; the spool takes webhooks (2 records, oldest ");
    }
  }

  @Test
  void whatAnEarlierProcessSpooledIsSentFirstAndInOrder() throws Exception {
    Path directory = fresh();
    try (EventLog log = away(directory, new MockSchemaRegistryClient())) {
      log.start();
      for (int i = 0; i < 1_200; i++) {
        var unused = log.append(Records.event("restart", i, 100));
      }
      assertThat(log.append(Records.event("restart", 1_200, 100))).succeedsWithin(SOON);
    }
    try (EventLog log = corridor().spooling(directory, CALM)) {
      log.start();
      assertThat(log.append(Records.event("restart", 1_201, 100))).succeedsWithin(PATIENCE);
      await().atMost(PATIENCE).until(() -> log.check().equals(Check.OK));
      assertThat(log.append(Records.event("restart", 1_202, 100)))
          .succeedsWithin(PATIENCE)
          .isInstanceOf(Stored.class);
    }
    assertThat(events("restart"))
        .extracting(WebhookEvent::getStep)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 1_202).mapToObj(i -> "step-" + i).toList());
  }

  @Test
  void schemasRegisteredLaterLetTheSpoolGo() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    try (EventLog log =
        TestCorridor.spooling(
            corridor().topics(), corridor().broker().bootstrap(), registry, fresh(), CALM)) {
      log.start();
      assertThat(log.append(Records.event("later", 1, 0))).succeedsWithin(SOON);
      assertThat(log.check().detail()).startsWith("Kafka is away");
      new SchemaRegistration(registry).register(corridor().topics());
      await().atMost(PATIENCE).until(() -> log.check().equals(Check.OK));
    }
    assertThat(events("later")).hasSize(1);
  }

  @Test
  void aRecordThatNoTopicTakesIsSetAsideAndTheRestGoesOn() throws Exception {
    try (EventLog log = corridor().spooling(fresh(), CALM)) {
      log.start();
      WebhookEvent large = Records.event("large", 1, 17 * 1024 * 1024);
      assertThat(log.append(large)).succeedsWithin(PATIENCE).isInstanceOf(Spooled.class);
      assertThat(log.append(Records.event("after", 2, 0)))
          .succeedsWithin(PATIENCE)
          .isInstanceOf(Stored.class);
    }
    assertThat(events("after")).hasSize(1);
  }

  @Test
  void aBugThatEndsItsConnectionToKafkaEndsTheProcess() throws Exception {
    MockSchemaRegistryClient registry =
        new MockSchemaRegistryClient() {
          @Override
          public int getId(String subject, ParsedSchema schema) {
            throw new AssertionError("a bug");
          }
        };
    try (EventLog log = away(fresh(), registry)) {
      log.start();
      await().atMost(PATIENCE).until(() -> !log.check().alive());
      assertThat(log.check().detail()).contains("a bug");
    }
  }

  @Test
  void aBugThatEndsItsSpoolEndsTheProcess() throws Exception {
    MeterRegistry broken =
        new SimpleMeterRegistry() {
          @Override
          protected Counter newCounter(Meter.Id id) {
            throw new IllegalStateException("a bug");
          }
        };
    SpoolStore spool = new SpoolStore(fresh(), 64 << 20, new Meters(broken));
    String nobody = "127.0.0.1:" + FreePort.next();
    try (EventLog log =
        TestCorridor.spooling(
            corridor().topics(), nobody, new MockSchemaRegistryClient(), spool, CALM)) {
      log.start();
      var unused = log.append(Records.event("bug", 1, 0));
      await().atMost(PATIENCE).until(() -> !log.check().alive());
      assertThat(log.check().detail()).contains("a bug");
    }
  }

  @Test
  void twoLogsDoNotShareASpool() throws Exception {
    Path directory = fresh();
    try (EventLog first = corridor().spooling(directory, CALM);
        EventLog second = corridor().spooling(directory, CALM)) {
      first.start();
      assertThatThrownBy(second::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("sidstream.spool.directory")
          .hasMessageContaining("in use by another gateway");
    }
  }

  private static EventLog away(Path directory, MockSchemaRegistryClient registry) {
    String nobody = "127.0.0.1:" + FreePort.next();
    return TestCorridor.spooling(corridor().topics(), nobody, registry, directory, CALM);
  }

  private static Path fresh() {
    try {
      return Files.createTempDirectory(disk, "spool-");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
