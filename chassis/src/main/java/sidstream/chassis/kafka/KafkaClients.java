// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import sidstream.chassis.config.KafkaConfig;

/**
 * Client settings that carry sidstream's promises. They stand above whatever the user adds: acks
 * from all in-sync replicas, idempotent producers, bounded waits, no silent jump to the newest
 * record, committed records only.
 */
public final class KafkaClients {

  /**
   * On a partition that was made a moment ago the first request may find no leader and the second
   * one may. The broker, which does not know the producer yet, takes that, and refuses the first
   * for ever as out of order.
   */
  private static final int ONE_IN_FLIGHT = 1;

  private final KafkaConfig config;
  private final String clientId;

  /**
   * @param clientId the app's name, shown in the broker's logs and metrics
   */
  public KafkaClients(KafkaConfig config, String clientId) {
    this.config = config;
    this.clientId = clientId;
  }

  /**
   * Settings of a producer.
   *
   * @param deliveryTimeout how long one record may take, retries included, until its callback fails
   */
  public Map<String, Object> producer(Duration deliveryTimeout) {
    Map<String, Object> settings = common();
    int delivery = millis(deliveryTimeout);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, ONE_IN_FLIGHT);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.min(delivery, millis(config.requestTimeout())));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(config.requestTimeout()));
    return settings;
  }

  /** Settings of a consumer that commits by hand and fails rather than skip a record. */
  public Map<String, Object> consumer(String group) {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.topicPrefix() + group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }

  public Admin admin() {
    Map<String, Object> settings = common();
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(config.requestTimeout()));
    settings.put(
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(config.requestTimeout()) * 2);
    return Admin.create(settings);
  }

  /** What every client has: where the brokers are, who we are, and what the user added. */
  public Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.put("enable.metrics.push", false);
    return settings;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
