// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.sink.delivery.Checkpoint;

/**
 * What happens when partitions come and go. Revoked ones are drained briefly and committed, so that
 * their next reader repeats little; of lost ones nothing is ours any more. What still runs then is
 * not awaited: its event is delivered again by the next reader, under the same idempotency key.
 */
final class Assignment implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(Assignment.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration KAFKA = Duration.ofSeconds(10);

  private final Consumer<?, ?> consumer;
  private final Lanes<Delivery> lanes;
  private final PartitionCommits commits;
  private final Meters meters;

  Assignment(
      Consumer<?, ?> consumer, Lanes<Delivery> lanes, PartitionCommits commits, Meters meters) {
    this.consumer = consumer;
    this.lanes = lanes;
    this.commits = commits;
    this.meters = meters;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(Set.copyOf(partitions), KAFKA);
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions, KAFKA);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions, KAFKA);
    for (TopicPartition one : partitions) {
      commits.add(one, from(one, committed.get(one), at(begin, one), at(end, one)));
    }
    log.atInfo().addKeyValue("partitions", numbers(partitions)).log("assigned");
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    drop(partitions);
    awaitIdle(partitions);
    commit(partitions);
    commits.remove(partitions);
    log.atInfo().addKeyValue("partitions", numbers(partitions)).log("revoked");
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    drop(partitions);
    commits.remove(partitions);
    log.atWarn().addKeyValue("partitions", numbers(partitions)).log("lost");
  }

  /** Where the last reader stopped, as far as the log still has it. */
  private Checkpoint from(
      TopicPartition partition, @Nullable OffsetAndMetadata committed, long begin, long end) {
    if (committed == null || committed.offset() > end) {
      return Checkpoint.parse(begin, "");
    }
    long expired = begin - committed.offset();
    if (expired > 0) {
      meters.count(Meter.CRM_EXPIRED, (double) expired);
      log.atError()
          .addKeyValue("partition", partition)
          .addKeyValue("records", expired)
          .log("retention deleted events before they were delivered");
    }
    return Checkpoint.parse(committed.offset(), committed.metadata());
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition), "Kafka left out a partition");
  }

  private void drop(Collection<TopicPartition> partitions) {
    lanes.drop(delivery -> isOf(delivery, partitions));
  }

  private void awaitIdle(Collection<TopicPartition> partitions) {
    try {
      if (!lanes.awaitIdle(delivery -> isOf(delivery, partitions), DRAIN)) {
        log.warn("attempts outlast the drain; their events will be delivered again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOf(Delivery delivery, Collection<TopicPartition> partitions) {
    return partitions.stream().anyMatch(one -> commits.get(one) == delivery.partition());
  }

  private void commit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> due = commits.due(partitions);
    try {
      commit(due);
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("why", e).log("not committed; what was delivered is repeated");
    }
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> due) {
    try {
      consumer.commitSync(due, KAFKA);
    } catch (WakeupException e) { // it was meant for the poll, and is used up now
      consumer.commitSync(due, KAFKA);
    }
  }

  private static String numbers(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(one -> Integer.toString(one.partition()))
        .sorted()
        .collect(Collectors.joining(","));
  }
}
