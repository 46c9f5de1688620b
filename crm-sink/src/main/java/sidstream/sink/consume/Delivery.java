// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.Coordinates;
import sidstream.schemas.record.CrmEvent;
import sidstream.sink.deadletter.Effort;
import sidstream.sink.deadletter.Origin;
import sidstream.sink.deadletter.Origin.Event;
import sidstream.sink.delivery.Outcome;

/**
 * One record on its way to the CRM: what was tried, and how it ended. Worked on by one thread at a
 * time; its lane passes it on safely.
 */
final class Delivery {

  private final ConsumerRecord<@Nullable String, byte @Nullable []> record;
  private final AssignedPartition partition;
  private @Nullable Event event;
  private int attempts;
  private @Nullable Instant firstAttemptAt;
  private @Nullable Instant endedAt;
  private @Nullable Outcome outcome;

  Delivery(
      ConsumerRecord<@Nullable String, byte @Nullable []> record, AssignedPartition partition) {
    this.record = record;
    this.partition = partition;
  }

  AssignedPartition partition() {
    return partition;
  }

  /** Records with the same one keep their order; a record without a key has one of its own. */
  String laneKey() {
    String key = record.key();
    return key != null ? key : record.partition() + ":" + record.offset();
  }

  byte @Nullable [] value() {
    return record.value();
  }

  void identify(CrmEvent read) {
    event = new Event(read.getId(), read.getSource(), read.getReceivedAt());
  }

  void attempt(Instant now) {
    attempts++;
    if (firstAttemptAt == null) {
      firstAttemptAt = now;
    }
  }

  int attempts() {
    return attempts;
  }

  /** Time since the first attempt began. */
  Duration age(Instant now) {
    return firstAttemptAt == null ? Duration.ZERO : Duration.between(firstAttemptAt, now);
  }

  void end(Outcome how, Instant now) {
    outcome = how;
    endedAt = now;
  }

  /** Null while there is something left to try. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  Origin origin() {
    byte[] value = record.value();
    return new Origin(
        event,
        record.key() == null ? "" : record.key(),
        new Coordinates(record.topic(), record.partition(), record.offset()),
        ByteBuffer.wrap(value == null ? new byte[0] : value));
  }

  Effort effort(Instant now) {
    return new Effort(attempts, firstAttemptAt, endedAt == null ? now : endedAt);
  }

  /** It has ended, and Kafka knows how. */
  void complete() {
    partition.complete(record.offset());
  }
}
