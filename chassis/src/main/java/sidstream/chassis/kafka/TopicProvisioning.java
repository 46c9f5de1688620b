// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import sidstream.chassis.config.KafkaConfig;
import sidstream.schemas.Topic;
import sidstream.schemas.Topic.Spread;
import sidstream.schemas.Topics;

/** Creates the topics of the catalogue. Existing ones are left as their operators made them. */
public final class TopicProvisioning {

  private final Admin admin;
  private final KafkaConfig config;

  public TopicProvisioning(Admin admin, KafkaConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Creates what is missing; done twice it changes nothing.
   *
   * @return the topics created
   * @throws ExecutionException when the broker refuses
   */
  public List<String> createMissing(Topics topics) throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    List<NewTopic> missing =
        topics.all().stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(this::newTopic)
            .toList();
    try {
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another one was faster
        throw e;
      }
    }
    return missing.stream().map(NewTopic::name).toList();
  }

  private NewTopic newTopic(Topic<?> topic) {
    int partitions = topic.spread() == Spread.SINGLE ? 1 : config.partitions();
    return new NewTopic(topic.name(), partitions, config.replicationFactor())
        .configs(topic.settings());
  }
}
