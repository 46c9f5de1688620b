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
 *
 * <p>It does not hold on to the record as it was read, whose headers are views of all that came in
 * one answer of the broker: what waits for a day would keep megabytes.
 */
final class Delivery {

  private final @Nullable String key;
  private final byte @Nullable [] value;
  private final Coordinates at;
  private final AssignedPartition partition;
  private @Nullable Event event;
  private boolean ahead;
  private long answeredBefore;
  private int attempts;
  private int excused;
  private @Nullable Instant firstAttemptAt;
  private @Nullable Instant patientSince;
  private @Nullable Instant endedAt;
  private @Nullable Outcome outcome;

  /**
   * @param ahead taken in the room of others that wait. Perhaps the CRM takes nothing at all: the
   *     event is not given up, and its patience does not begin, before the CRM has answered another
   */
  Delivery(
      ConsumerRecord<@Nullable String, byte @Nullable []> record,
      AssignedPartition partition,
      boolean ahead) {
    key = record.key();
    value = record.value();
    at = new Coordinates(record.topic(), record.partition(), record.offset());
    this.partition = partition;
    this.ahead = ahead;
  }

  AssignedPartition partition() {
    return partition;
  }

  /** Records with the same one keep their order; a record without a key has one of its own. */
  String laneKey() {
    return key != null ? key : at.getPartition() + ":" + at.getOffset();
  }

  byte @Nullable [] value() {
    return value;
  }

  void identify(CrmEvent read) {
    event = new Event(read.getId(), read.getSource(), read.getReceivedAt());
  }

  /**
   * An attempt begins.
   *
   * @param answered events that the CRM has taken or refused by now
   */
  void attempt(Instant now, long answered) {
    if (firstAttemptAt == null) {
      firstAttemptAt = now;
      patientSince = now;
      answeredBefore = answered;
    } else if (ahead && answered > answeredBefore) {
      ahead = false;
      excused = attempts;
      patientSince = now;
    }
    attempts++;
  }

  /** Whether it may not be given up yet. */
  boolean ahead() {
    return ahead;
  }

  /** Attempts that count. */
  int attempts() {
    return attempts - excused;
  }

  /** Time since the first attempt that counts began. */
  Duration age(Instant now) {
    return patientSince == null ? Duration.ZERO : Duration.between(patientSince, now);
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
    return new Origin(
        event, key == null ? "" : key, at, ByteBuffer.wrap(value == null ? new byte[0] : value));
  }

  Effort effort(Instant now) {
    return new Effort(attempts, firstAttemptAt, endedAt == null ? now : endedAt);
  }

  /** It has ended, and Kafka knows how. */
  void complete() {
    partition.complete(at.getOffset());
  }
}
