// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import sidstream.schemas.Topics;

/** What the log was given. */
final class Stored {

  private Stored() {}

  /** Records of webhooks, deleted ones included; no transaction marker is among them. */
  static long count(String bootstrap) throws InterruptedException, ExecutionException {
    String topic = new Topics("").webhooks.name();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      var description = admin.describeTopics(List.of(topic)).allTopicNames().get();
      Map<TopicPartition, OffsetSpec> ends =
          description.values().stream()
              .flatMap(one -> one.partitions().stream())
              .collect(
                  Collectors.toMap(
                      partition -> new TopicPartition(topic, partition.partition()),
                      partition -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }
}
