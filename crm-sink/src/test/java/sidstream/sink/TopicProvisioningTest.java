// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.schemas.Topic;
import sidstream.schemas.Topic.Spread;
import sidstream.schemas.Topics;
import sidstream.testkit.KafkaBroker;

/** Stands here because the chassis cannot lean on the testkit, which leans on it. */
@Timeout(120)
class TopicProvisioningTest {

  private static KafkaBroker broker;
  private final String prefix = "t" + UUID.randomUUID() + ".";
  private final Topics topics = new Topics(prefix);
  private KafkaConfig config;
  private Admin admin;

  @ConfigMapping(prefix = "sidstream")
  interface Corridor {
    KafkaConfig kafka();
  }

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.ephemeral().start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void open() {
    Map<String, String> settings =
        Map.of(
            "sidstream.kafka.bootstrap-servers",
            broker.bootstrap(),
            "sidstream.kafka.topic-prefix",
            prefix,
            "sidstream.kafka.partitions",
            "4");
    config = Settings.load(Corridor.class, Map.of(), settings).values().kafka();
    admin = new KafkaClients(config, "test").admin();
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void everyTopicIsMadeAsTheCatalogueSays() throws Exception {
    List<String> created = new TopicProvisioning(admin, config).createMissing(topics);
    assertThat(created).containsExactlyElementsOf(topics.all().stream().map(Topic::name).toList());
    await().untilAsserted(() -> assertThat(described()).containsOnlyKeys(created));
    for (Topic<?> topic : topics.all()) {
      assertThat(described().get(topic.name()).partitions())
          .hasSize(topic.spread() == Spread.SINGLE ? 1 : 4);
      topic.settings().forEach((key, value) -> assertThat(setting(topic, key)).isEqualTo(value));
    }
  }

  @Test
  void oneOfSeveralBrokersMayBeAway() {
    assertThat(TopicProvisioning.minInSyncReplicas(1)).isEqualTo(1);
    assertThat(TopicProvisioning.minInSyncReplicas(2)).isEqualTo(1);
    assertThat(TopicProvisioning.minInSyncReplicas(3)).isEqualTo(2);
    assertThat(TopicProvisioning.minInSyncReplicas(5)).isEqualTo(4);
  }

  @Test
  void doneTwiceItChangesNothing() throws Exception {
    TopicProvisioning provisioning = new TopicProvisioning(admin, config);
    provisioning.createMissing(topics);
    await().untilAsserted(() -> assertThat(described()).hasSize(topics.all().size()));
    assertThat(provisioning.createMissing(topics)).isEmpty();
  }

  @Test
  void aTopicThatAnOperatorMadeIsLeftAloneAndOthersAreSpreadAlike() throws Exception {
    NewTopic mine = new NewTopic(topics.webhooks.name(), 1, (short) 1);
    admin.createTopics(List.of(mine)).all().get();
    await().untilAsserted(() -> assertThat(described()).hasSize(1));
    assertThat(new TopicProvisioning(admin, config).createMissing(topics))
        .hasSize(topics.all().size() - 1)
        .doesNotContain(topics.webhooks.name());
    await().untilAsserted(() -> assertThat(described()).hasSize(topics.all().size()));
    assertThat(described().get(topics.webhooks.name()).partitions()).hasSize(1);
    assertThat(described().get(topics.callAttempts.name()).partitions()).hasSize(1);
  }

  private Map<String, TopicDescription> described() throws Exception {
    List<String> ours =
        admin.listTopics().names().get().stream().filter(name -> name.startsWith(prefix)).toList();
    return admin.describeTopics(ours).allTopicNames().get();
  }

  private String setting(Topic<?> topic, String key) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
