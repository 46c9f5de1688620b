// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.CloudEvent.Source;
import sidstream.schemas.record.DeadLetter;
import sidstream.sink.delivery.Outcome.Dead;

/**
 * Writes what will not be delivered, whole, with the reason and where it came from, so that it can
 * be mended and sent again.
 */
final class DeadLetters {

  private final AckedTopic<DeadLetter> topic;

  DeadLetters(AckedTopic<DeadLetter> topic) {
    this.topic = topic;
  }

  /** An event that just fits crm-events may not fit here; then its value stays there only. */
  void write(Origin origin, Effort effort, Dead dead)
      throws NotStoredException, InterruptedException {
    try {
      write(origin, letter(origin, effort, dead));
    } catch (NotStoredException e) {
      if (!(e.getCause() instanceof RecordTooLargeException)) {
        throw e;
      }
      DeadLetter.Builder cut = DeadLetter.newBuilder(letter(origin, effort, dead));
      cut.setDetail(dead.detail() + "; the value is too large to be kept here");
      write(origin, cut.setValue(ByteBuffer.allocate(0)).build());
    }
  }

  private void write(Origin origin, DeadLetter letter)
      throws NotStoredException, InterruptedException {
    topic.write(
        origin,
        letter,
        new CloudEvent(
            origin.id("dead-letter"), topic.eventType(), Source.SINK, letter.getDeadAt()));
  }

  private static DeadLetter letter(Origin origin, Effort effort, Dead dead) {
    return DeadLetter.newBuilder()
        .setEventId(origin.event() == null ? null : origin.event().id())
        .setSid(origin.sid())
        .setReason(dead.reason().name())
        .setDetail(dead.detail())
        .setAttempts(effort.attempts())
        .setStatusCode(dead.statusCode())
        .setFirstAttemptAt(effort.firstAttemptAt())
        .setDeadAt(effort.endedAt())
        .setEvent(origin.at())
        .setValue(origin.value())
        .build();
  }
}
