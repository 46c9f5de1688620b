// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.Provision;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.kafka.Registry;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.testkit.KafkaBroker;

/** Provisioning against a real broker and a real registry. */
@Tag("slow")
@Timeout(240)
class ProvisionTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path logs;
  private final List<String> said = new CopyOnWriteArrayList<>();

  @Test
  void itWaitsForItsServersAndChangesNothingTheSecondTime() throws Exception {
    try (KafkaBroker broker = KafkaBroker.ephemeral();
        RegistryProcess registry = registry(broker)) {
      ProvisionConfig config = config(broker, registry);
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> provision(config));
      Awaitility.await().atMost(PATIENCE).until(() -> !said.isEmpty());
      assertThat(said.get(0)).startsWith("waiting for the broker at " + broker.bootstrap());

      broker.start();
      registry.start();
      first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(said).contains("created the topic acme.webhooks");
      AvroSerdes serdes = new AvroSerdes(Registry.client(config.registry()));
      for (Topic<?> topic : new Topics("acme.").all()) {
        assertThat(serdes.resolve(topic)).as(topic.name()).isPositive();
      }

      int count = new Topics("").all().size();
      said.clear();
      provision(config);
      assertThat(said)
          .containsExactly(
              "topics: " + count + ", created now: 0",
              "schemas: every one of " + count + " is registered");
    }
  }

  private void provision(ProvisionConfig config) {
    try {
      new Provision(config, said::add).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RegistryProcess registry(KafkaBroker broker) {
    return new RegistryProcess(
        new RegistryProcess.Settings(
            RegistryHome.find(), logs, broker.bootstrap(), "127.0.0.1", 0));
  }

  private static ProvisionConfig config(KafkaBroker broker, RegistryProcess registry) {
    Map<String, String> settings =
        Map.of(
            "sidstream.kafka.bootstrap-servers", broker.bootstrap(),
            "sidstream.kafka.topic-prefix", "acme.",
            "sidstream.registry.url", registry.url());
    return Settings.load(ProvisionConfig.class, Map.of(), settings).values();
  }
}
