// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.time.Instant;
import java.util.Objects;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.CloudEvent.Source;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.sink.delivery.Outcome;

/** Writes what became of every readable event: delivered, or dead. */
final class Receipts {

  private final AckedTopic<DeliveryReceipt> topic;
  private final String crm;

  /**
   * @param crm name of the adapter
   */
  Receipts(AckedTopic<DeliveryReceipt> topic, String crm) {
    this.topic = topic;
    this.crm = crm;
  }

  void write(Origin origin, Origin.Event event, Effort effort, Outcome outcome)
      throws NotStoredException, InterruptedException {
    topic.write(
        origin,
        receipt(origin, event, effort, outcome),
        new CloudEvent(origin.id("receipt"), topic.eventType(), Source.SINK, effort.endedAt()));
  }

  private DeliveryReceipt receipt(
      Origin origin, Origin.Event event, Effort effort, Outcome outcome) {
    Instant first = Objects.requireNonNullElse(effort.firstAttemptAt(), effort.endedAt());
    return DeliveryReceipt.newBuilder()
        .setEventId(event.id())
        .setSid(origin.sid())
        .setSource(event.source())
        .setReceivedAt(event.receivedAt())
        .setOutcome(Outcomes.word(outcome))
        .setCrm(crm)
        .setAttempts(effort.attempts())
        .setStatusCode(outcome.statusCode())
        .setFirstAttemptAt(first)
        .setFinishedAt(effort.endedAt())
        .setEvent(origin.at())
        .build();
  }
}
