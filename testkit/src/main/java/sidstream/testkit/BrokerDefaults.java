// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.util.Map;

/**
 * The settings of a broker that stands alone on a small machine. What is not named here is Kafka's
 * own default.
 */
final class BrokerDefaults {
  static final Map<String, String> SMALL =
      Map.ofEntries(
          // One node: nothing to replicate to, nobody to wait for.
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          // Topics come from the catalogue, never from a typing error.
          Map.entry("auto.create.topics.enable", "false"),
          // Internal topics: each partition costs files, and time at start.
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          // After a crash the node waits until its former self counts as dead (default 9 s).
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "500"),
          // A start that does not come to an end is given up (default: never).
          Map.entry("server.max.startup.time.ms", "90000"),
          // Threads.
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("group.coordinator.threads", "1"),
          Map.entry("group.coordinator.background.threads", "1"),
          Map.entry("share.coordinator.threads", "1"),
          // Compaction: 16 MiB hold the latest offsets of 600,000 keys per pass (default 128 MiB).
          Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));

  private BrokerDefaults() {}
}
