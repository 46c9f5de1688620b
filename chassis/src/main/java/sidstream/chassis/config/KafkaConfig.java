// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Settings of the corridor: how an app reaches Kafka. */
public interface KafkaConfig {

  /** Brokers to start from, {@code host:port} separated by commas. */
  @WithDefault("127.0.0.1:9092")
  String bootstrapServers();

  /** Stands before every topic, group and transactional id, for example {@code acme.}. */
  @WithDefault("")
  @WithConverter(TopicPrefix.class)
  String topicPrefix();

  /** Partitions of the topics that are spread by Sid; counts when a topic is created. */
  @WithDefault("6")
  int partitions();

  /** Copies of every topic; counts when a topic is created. */
  @WithDefault("1")
  short replicationFactor();

  /** How long a client may wait for the broker before the call fails. */
  @WithDefault("PT5S")
  Duration requestTimeout();

  /**
   * Any other setting of the Kafka clients, for example {@code security.protocol} or {@code
   * sasl.jaas.config}. The settings that carry sidstream's promises cannot be overridden here.
   */
  Map<String, String> client();
}
