// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.testkit.KafkaBroker;

/** On a real broker: the topology waits, and says for what. */
@Tag("slow")
class PrerequisitesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final Topics topics = new Topics("");
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @Test
  void topicsThatAreMissingOrSpreadUnlikeAreWaitedFor() throws Exception {
    try (KafkaBroker broker = KafkaBroker.ephemeral().start()) {
      StreamConfig config =
          Settings.load(
                  StreamConfig.class,
                  Map.of(),
                  Map.of(
                      "sidstream.kafka.bootstrap-servers", broker.bootstrap(),
                      "sidstream.kafka.partitions", "2",
                      "sidstream.privacy.token-key", "key"))
              .values();
      KafkaClients clients = new KafkaClients(config.kafka(), "test");
      Prerequisites prerequisites = new Prerequisites(clients, topics, new AvroSerdes(registry));
      new SchemaRegistration(registry).register(topics);
      Future<?> waiting = thread.submit(() -> waitFor(prerequisites));
      awaitSaying(prerequisites, "do not exist: provision them");

      try (Admin admin = clients.admin()) {
        String attempts = topics.callAttempts.name();
        admin.createTopics(List.of(new NewTopic(attempts, 3, (short) 1))).all().get();
        new TopicProvisioning(admin, config.kafka()).createMissing(topics);
        awaitSaying(
            prerequisites,
            "webhooks and call-attempts must have equally many partitions, not [2, 3]");
        assertThat(waiting.isDone()).isFalse();

        admin.deleteTopics(List.of(attempts)).all().get();
        await() // a deleted topic may still be listed
            .atMost(PATIENCE)
            .until(
                () -> {
                  new TopicProvisioning(admin, config.kafka()).createMissing(topics);
                  return waiting.isDone();
                });
      }
      waiting.get();
    } finally {
      thread.shutdownNow();
    }
  }

  private static void awaitSaying(Prerequisites prerequisites, String what) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(prerequisites.check().detail()).contains(what));
  }

  private static Void waitFor(Prerequisites prerequisites) throws InterruptedException {
    prerequisites.await();
    return null;
  }
}
