// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.run.StartException;
import sidstream.testkit.KafkaBroker;

@Timeout(120)
@Tag("slow")
final class RegistryProcessTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final KafkaBroker broker = KafkaBroker.ephemeral();

  @TempDir Path logs;

  @BeforeAll
  static void startBroker() {
    broker.start();
  }

  @AfterAll
  static void closeBroker() {
    broker.close();
  }

  @Test
  void idsAndRulesSurviveAKill() throws Exception {
    int id;
    try (RegistryProcess registry = started()) {
      SchemaRegistryClient client = client(registry);
      client.updateCompatibility("calls-value", "FULL_TRANSITIVE");
      id = client.register("calls-value", call("sid"));
      registry.handle().orElseThrow().destroyForcibly();
    }
    try (RegistryProcess registry = started()) {
      SchemaRegistryClient client = client(registry);
      assertThat(client.getId("calls-value", call("sid"))).isEqualTo(id);
      assertThat(client.getSchemaById(id)).isEqualTo(call("sid"));
      assertThatThrownBy(() -> client.register("calls-value", call("other")))
          .isInstanceOfSatisfying(
              RestClientException.class, refused -> assertThat(refused.getStatus()).isEqualTo(409));
    }
  }

  @Test
  void theJournalOfSchemasIsKeptForever() throws Exception {
    try (RegistryProcess registry = started();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      ConfigResource journal = new ConfigResource(ConfigResource.Type.TOPIC, "kafkasql-journal");
      var settings = admin.describeConfigs(List.of(journal)).all().get().get(journal);
      assertThat(settings.get("retention.ms").value()).isEqualTo("-1");
      assertThat(settings.get("cleanup.policy").value()).isEqualTo("delete");
      assertThat(registry.check().ready()).isTrue();
    }
  }

  @Test
  void anEndBeforeItIsReadyNamesTheLog(@TempDir Path home) throws Exception {
    Files.writeString(home.resolve("apicurio-registry-app-0-runner.jar"), "not a jar");
    try (RegistryProcess registry = process(home)) {
      registry.start();

      assertThatThrownBy(() -> registry.awaitReady(SOON))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining(logs.resolve("registry.log").toString());
      assertThat(registry.check().alive()).isFalse();
    }
  }

  @Test
  void aMissingRegistryIsNamed(@TempDir Path empty) {
    try (RegistryProcess registry = process(empty)) {
      assertThatThrownBy(registry::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining(empty.toString());
    }
  }

  private RegistryProcess started() throws Exception {
    RegistryProcess registry = process(RegistryHome.find());
    registry.start();
    registry.awaitReady(SOON);
    return registry;
  }

  private RegistryProcess process(Path home) {
    return new RegistryProcess(
        new RegistryProcess.Settings(home, logs, broker.bootstrap(), "127.0.0.1", 0));
  }

  private static SchemaRegistryClient client(RegistryProcess registry) {
    return new CachedSchemaRegistryClient(registry.url(), 10);
  }

  private static AvroSchema call(String field) {
    return new AvroSchema(SchemaBuilder.record("Call").fields().requiredString(field).endRecord());
  }
}
