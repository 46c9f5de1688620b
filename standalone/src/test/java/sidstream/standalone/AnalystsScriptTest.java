// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.standalone.NodeScript.Run;
import sidstream.testkit.FreePort;
import sidstream.testkit.KafkaBroker;

/** What analysts are promised: their topics can be read by foreign clients, Node's and Java's. */
@Timeout(240)
@Tag("slow")
final class AnalystsScriptTest {

  private static final Topics topics = new Topics("");
  private static final KafkaBroker broker = KafkaBroker.ephemeral();

  @TempDir static Path home;
  private static RegistryProcess registry;
  private static NodeScript script;

  @BeforeAll
  static void startAndProduce() throws Exception {
    broker.start();
    registry =
        new RegistryProcess(
            new RegistryProcess.Settings(
                RegistryHome.find(), home, broker.bootstrap(), "127.0.0.1", 0));
    registry.start();
    registry.awaitReady(Duration.ofSeconds(60));
    script = new NodeScript(home.resolve("analysts"));
    SchemaRegistryClient schemas = new CachedSchemaRegistryClient(registry.url(), 10);
    new SchemaRegistration(schemas).register(topics);
    new AnalystsTopics(topics, broker.bootstrap()).fill(new AvroSerdes(schemas));
  }

  @AfterAll
  static void close() {
    registry.close();
    broker.close();
  }

  @Test
  void nodePrintsWhatWasCommittedAndNothingElse() throws Exception {
    Run run =
        read("--topic", "interactions", "--topic", "rates", "--from-beginning", "--timeout=5");

    assertThat(run.err()).contains("reading interactions, rates", "5 records");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().stream().map(AnalystsScriptTest::json))
        .extracting(record -> record.path("topic").asText() + ' ' + record.path("key").asText())
        .containsExactlyInAnyOrder(
            "interactions plain",
            "interactions committed",
            "interactions after",
            "rates all",
            "rates campaign:1");
  }

  @Test
  void nodePrintsWordsBareValuesAndTimesInUtc() throws Exception {
    Run run = read("--topic", "interactions", "--from-beginning", "--max=3", "--timeout=30");

    JsonNode record =
        run.out().stream()
            .map(AnalystsScriptTest::json)
            .filter(one -> one.path("key").asText().equals("plain"))
            .findFirst()
            .orElseThrow();
    assertThat(record.path("partition").isInt()).isTrue();
    assertThat(record.path("offset").isInt()).isTrue();
    assertThat(record.path("timestamp").asText()).isEqualTo("2026-11-20T06:30:01.000Z");
    assertThat(record.path("headers"))
        .isEqualTo(
            json(
                """
                {"ce_specversion":"1.0","ce_id":"id-plain","ce_type":"io.sidstream.InteractionEvent.v1",
                 "ce_source":"/sidstream/stream-processor","ce_time":"2026-11-20T06:30:00.123Z"}"""));
    JsonNode value = record.path("value");
    assertThat(value.path("status").asText()).isEqualTo("no-answer");
    assertThat(value.path("terminal").isBoolean()).isTrue();
    assertThat(value.path("talk_seconds").asInt()).isEqualTo(47);
    assertThat(value.path("received_at").asText()).isEqualTo("2026-11-20T06:30:00.123Z");
    assertThat(value.path("started_at").asText()).isEqualTo("2026-11-20T06:29:00.000Z");
    assertThat(value.path("ended_at").isNull()).isTrue();
    assertThat(value.path("reached").asBoolean(true)).isFalse();
    assertThat(value.path("legs").path(0).path("number_masked").asText())
        .isEqualTo("+91******9991");
  }

  @Test
  void ratesAreNumbersOrNull() throws Exception {
    Run run = read("--topic", "rates", "--from-beginning", "--max=1", "--timeout=30");

    assertThat(run.out()).hasSize(1);
    JsonNode value = json(run.out().get(0)).path("value");
    assertThat(value.path("connect_rate").asDouble()).isEqualTo(0.25);
    assertThat(value.path("delivery_rate").isNull()).isTrue();
    assertThat(value.path("minute").asText()).isEqualTo("2026-11-20T06:30:00.000Z");
  }

  @Test
  void errorsHaveExitCodesAndSayWhatIsWrong() throws Exception {
    script.install();
    String nowhere = "127.0.0.1:" + FreePort.next();

    assertFailure(2, "missing: --registry, --topic", "--bootstrap", nowhere);
    assertFailure(2, "--max wants", arguments("--topic", "rates", "--max=none"));
    assertFailure(2, "no such topic: nope; there are: ", arguments("--topic", "nope"));
    assertFailure(2, "--colour", "--colour=red");
    assertFailure(
        4,
        "no broker answers at " + nowhere,
        "--bootstrap",
        nowhere,
        "--registry",
        registry.url(),
        "--topic",
        "rates");
    assertFailure(
        4,
        "no schema registry answers at http://" + nowhere,
        "--bootstrap",
        broker.bootstrap(),
        "--registry",
        "http://" + nowhere,
        "--topic",
        "rates");
  }

  @Test
  void javaReadsTheSameWithConfluentsDeserializer() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "group.id",
            "analyst-" + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed",
            "key.deserializer",
            StringDeserializer.class,
            "value.deserializer",
            KafkaAvroDeserializer.class,
            "schema.registry.url",
            registry.url());
    List<ConsumerRecord<String, GenericRecord>> records = new ArrayList<>();
    try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of("interactions", "rates"));
      Instant end = Instant.now().plusSeconds(30);
      while (records.size() < 5 && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
    }

    assertThat(records)
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrder("plain", "committed", "after", "all", "campaign:1");
    GenericRecord value =
        records.stream().filter(one -> one.key().equals("plain")).findFirst().orElseThrow().value();
    assertThat(value.get("status")).hasToString("no-answer");
    assertThat(value.get("received_at")).isEqualTo(AnalystsTopics.RECEIVED.toEpochMilli());
  }

  @Test
  void versionsArePinnedAndNoHostIsNamed() throws Exception {
    JsonNode wanted = json(Files.readString(NodeScript.SOURCE.resolve("package.json")));
    assertThat(wanted.path("dependencies"))
        .allSatisfy(version -> assertThat(version.asText()).matches("\\d+\\.\\d+\\.\\d+"));
    assertThat(NodeScript.SOURCE.resolve("package-lock.json")).content().doesNotContain("://");
  }

  @Test
  void recordsAreGzipWhichEveryClientReads() throws Exception {
    Path log = broker.data().resolve("rates-0").resolve("00000000000000000000.log");
    try (FileRecords records = FileRecords.open(log.toFile())) {
      assertThat(records.batches())
          .filteredOn(batch -> !batch.isControlBatch())
          .isNotEmpty()
          .allSatisfy(batch -> assertThat(batch.compressionType()).isEqualTo(CompressionType.GZIP));
    }
  }

  private static void assertFailure(int exitCode, String message, String... arguments)
      throws Exception {
    Run run = script.run(arguments);
    assertThat(run.err()).contains(message);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
  }

  private static Run read(String... arguments) throws Exception {
    script.install();
    Run run = script.run(arguments(arguments));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static String[] arguments(String... more) {
    List<String> all =
        new ArrayList<>(List.of("--bootstrap", broker.bootstrap(), "--registry", registry.url()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
