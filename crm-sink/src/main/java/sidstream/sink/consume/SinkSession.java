// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Meters;
import sidstream.sink.consume.Lanes.Load;
import sidstream.sink.deadletter.Outcomes;

/**
 * One membership in the consumer group: polls, hands records to their lanes, commits. For one
 * thread; {@link #wakeUp}, {@link #inFlight} and {@link #check} are for any.
 */
final class SinkSession implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SinkSession.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(1);
  private static final Duration LEAVE_WITHIN = Duration.ofSeconds(5);
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

  private final Consumer<@Nullable String, byte @Nullable []> consumer;
  private final Outcomes outcomes;
  private final Lanes<Delivery> lanes;
  private final Bounds bounds;
  private final PartitionCommits commits = new PartitionCommits();
  private final Heartbeat heartbeat;

  /** What the next poll brings has room only because others wait. */
  private boolean ahead;

  private long lastLook = System.nanoTime();
  private volatile long backlog;

  /**
   * How much at one time, and how long at the end.
   *
   * @param maxInFlight records taken and not done; those that wait make room for others
   * @param maxWaiting records that may make room
   * @param maxWaitingBytes of their values; beyond one of the two nobody makes room
   * @param maxPoll records that one poll may bring
   * @param drain how long a close waits for what runs
   */
  record Bounds(
      int maxInFlight, int maxWaiting, long maxWaitingBytes, int maxPoll, Duration drain) {

    boolean fits(int inFlight) {
      return inFlight + maxPoll <= maxInFlight;
    }

    boolean fitsBesideWaiting(Load load) {
      return load.waiting() <= maxWaiting
          && load.waitingBytes() <= maxWaitingBytes
          && fits(load.inFlight() - load.waiting());
    }
  }

  SinkSession(
      Consumer<@Nullable String, byte @Nullable []> consumer,
      Outcomes outcomes,
      Lanes<Delivery> lanes,
      Bounds bounds) {
    this.consumer = consumer;
    this.outcomes = outcomes;
    this.lanes = lanes;
    this.bounds = bounds;
    heartbeat = new Heartbeat(consumer);
  }

  void join(String topic, Meters meters) {
    consumer.subscribe(List.of(topic), new Assignment(consumer, lanes, commits, meters));
  }

  /** One poll and what follows from it. */
  void turn() {
    throttle();
    ConsumerRecords<@Nullable String, byte @Nullable []> records = consumer.poll(POLL);
    records.forEach(this::take);
    records.nextOffsets().forEach(this::skipTo);
    long now = System.nanoTime();
    if (now - lastLook >= LOOK_EVERY_NANOS) {
      lastLook = now;
      look();
    }
  }

  /** Ends a poll that waits. */
  void wakeUp() {
    consumer.wakeup();
  }

  int inFlight() {
    return lanes.inFlight();
  }

  /** Records on the topic that were not taken yet, as of a second ago. */
  long backlog() {
    return backlog;
  }

  Check check() {
    Throwable failure = lanes.failure();
    String trouble = outcomes.trouble();
    if (failure != null) {
      return Check.dead("a worker died: " + failure);
    } else if (commits.count() == 0) {
      return Check.notReady(
          "no partition is assigned: the topic is missing, or there are more sinks than partitions");
    } else if (trouble != null) {
      return Check.notReady("outcomes cannot be stored: " + trouble);
    }
    return heartbeat.check();
  }

  /** Finishes what runs, within the bound, commits and leaves the group. */
  @Override
  public void close() {
    try {
      lanes.drop(any -> true);
      lanes.awaitIdle(any -> true, bounds.drain());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      consumer.close(CloseOptions.timeout(LEAVE_WITHIN));
    } finally {
      lanes.close();
      outcomes.close();
    }
  }

  /** While there is no room for another poll the partitions pause; the polls go on. */
  private void throttle() {
    Load load = lanes.load();
    ahead = !bounds.fits(load.inFlight());
    if (ahead && !bounds.fitsBesideWaiting(load)) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
  }

  private void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
    AssignedPartition partition =
        commits.get(new TopicPartition(record.topic(), record.partition()));
    if (partition != null && partition.start(record.offset())) {
      Delivery delivery = new Delivery(record, partition, ahead);
      lanes.add(delivery.laneKey(), delivery);
    }
  }

  private void skipTo(TopicPartition partition, OffsetAndMetadata next) {
    AssignedPartition one = commits.get(partition);
    if (one != null) {
      one.skipTo(next.offset());
    }
  }

  private void look() {
    heartbeat.look();
    if (heartbeat.check().ready()) { // a broker that is away would hold up the polls
      measureBacklog();
    }
    Map<TopicPartition, OffsetAndMetadata> due = commits.due(commits.all());
    if (!due.isEmpty()) {
      consumer.commitAsync(due, this::committed);
    }
  }

  private void committed(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
    if (failure == null) {
      commits.done(offsets);
    } else {
      log.atDebug().addKeyValue("why", failure).log("not committed; tried again in a second");
    }
  }

  /** Asks the broker: a consumer's own lag stands still while it is paused. */
  private void measureBacklog() {
    try {
      backlog =
          consumer.endOffsets(commits.all(), BROKER_ANSWERS_WITHIN).entrySet().stream()
              .mapToLong(end -> commits.left(end.getKey(), end.getValue()))
              .sum();
    } catch (TimeoutException e) {
      log.atDebug().addKeyValue("why", e).log("backlog not measured");
    }
  }
}
