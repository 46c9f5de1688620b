// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import sidstream.sink.delivery.Checkpoint;

/**
 * The partitions assigned now, and what of them is to be committed. For the poll thread; {@link
 * #count} is for any.
 */
final class PartitionCommits {

  private final Map<TopicPartition, AssignedPartition> assigned = new ConcurrentHashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  void add(TopicPartition partition, Checkpoint from) {
    AssignedPartition added = new AssignedPartition(partition, from);
    assigned.put(partition, added);
    committed.put(partition, added.toCommit());
  }

  void remove(Collection<TopicPartition> partitions) {
    partitions.forEach(assigned::remove);
    partitions.forEach(committed::remove);
  }

  @Nullable AssignedPartition get(TopicPartition partition) {
    return assigned.get(partition);
  }

  Set<TopicPartition> all() {
    return Set.copyOf(assigned.keySet());
  }

  int count() {
    return assigned.size();
  }

  /** Records before the end that were not started. */
  long left(TopicPartition partition, long end) {
    AssignedPartition one = assigned.get(partition);
    return one == null ? 0 : Math.max(0, end - one.position());
  }

  /** What has changed since it was committed. */
  Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    for (TopicPartition partition : partitions) {
      AssignedPartition one = assigned.get(partition);
      if (one != null) {
        due.put(partition, one.toCommit());
      }
    }
    due.entrySet().removeAll(committed.entrySet());
    return due;
  }

  /** Kafka has these; those of partitions that are gone do not matter any more. */
  void done(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (partition, offset) -> committed.computeIfPresent(partition, (p, old) -> offset));
  }
}
