// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import sidstream.sink.delivery.Checkpoint;
import sidstream.sink.delivery.OffsetTracker;

/**
 * One partition from its assignment to its revocation. When it is assigned again it is another
 * object, so what stragglers complete here moves no offset there. Safe for several threads.
 */
final class AssignedPartition {

  private final TopicPartition partition;
  private final Checkpoint resumed;
  private final OffsetTracker tracker;

  /**
   * @param from where the partition's last reader stopped
   */
  AssignedPartition(TopicPartition partition, Checkpoint from) {
    this.partition = partition;
    resumed = from;
    tracker = new OffsetTracker(from.offset());
  }

  /**
   * @return false when the offset was done before the partition came here
   * @throws KafkaException when a later offset was started before: the log lost records and began
   *     again
   */
  synchronized boolean start(long offset) {
    try {
      tracker.start(offset);
    } catch (IllegalArgumentException e) {
      throw new KafkaException(partition + " went back: " + e.getMessage(), e);
    }
    if (resumed.done(offset)) {
      tracker.complete(offset);
      return false;
    }
    return true;
  }

  synchronized void complete(long offset) {
    tracker.complete(offset);
  }

  /** The consumer has read everything before the position. */
  synchronized void skipTo(long position) {
    tracker.skipTo(position);
  }

  /** The first offset that was not started. */
  synchronized long position() {
    return tracker.position();
  }

  synchronized OffsetAndMetadata toCommit() {
    Checkpoint checkpoint = tracker.checkpoint();
    return new OffsetAndMetadata(checkpoint.offset(), checkpoint.metadata());
  }
}
