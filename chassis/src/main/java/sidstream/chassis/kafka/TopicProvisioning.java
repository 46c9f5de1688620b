// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
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
   * Creates what is missing; done twice it changes nothing. What is spread by Sid has as many
   * partitions as webhooks, which may be there with another number than the settings say.
   *
   * @return the topics created
   * @throws ExecutionException when the broker refuses
   */
  public List<String> createMissing(Topics topics) throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    int partitions =
        existing.contains(topics.webhooks.name())
            ? partitions(admin, List.of(topics.webhooks)).iterator().next()
            : config.partitions();
    List<NewTopic> missing =
        topics.all().stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(topic -> newTopic(topic, partitions))
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

  /**
   * How many partitions topics have that are there: one number where all have equally many.
   *
   * @throws ExecutionException when one is not there, or the broker does not answer
   */
  public static SortedSet<Integer> partitions(Admin admin, List<Topic<?>> topics)
      throws ExecutionException, InterruptedException {
    List<String> names = topics.stream().map(Topic::name).toList();
    SortedSet<Integer> partitions = new TreeSet<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      partitions.add(topic.partitions().size());
    }
    return partitions;
  }

  private NewTopic newTopic(Topic<?> topic, int partitions) {
    int count = topic.spread() == Spread.SINGLE ? 1 : partitions;
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(minInSyncReplicas(config.replicationFactor())));
    return new NewTopic(topic.name(), count, config.replicationFactor()).configs(settings);
  }

  /**
   * How many brokers must have a record before it is acknowledged: all but one, so that one may be
   * away. From three copies on, none that is lost takes with it what was acknowledged.
   */
  public static int minInSyncReplicas(int replicationFactor) {
    return Math.max(1, replicationFactor - 1);
  }
}
