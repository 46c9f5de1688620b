// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.sink.delivery.Outcome;
import sidstream.sink.delivery.Outcome.Dead;

/**
 * Keeps how every event ended: a receipt, and a dead letter before it where it is dead. A record
 * that could not be read has a dead letter only. Repeating {@link #store} repeats the records, with
 * the same CloudEvents ids. Safe for several threads.
 */
public final class Outcomes implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  private final LastingProducer producer;
  private final Receipts receipts;
  private final DeadLetters deadLetters;
  private final Meters meters;
  private volatile @Nullable String trouble;

  /**
   * @param crm name of the adapter
   */
  public Outcomes(
      LastingProducer producer, Topics topics, AvroSerdes serdes, String crm, Meters meters) {
    this.producer = producer;
    this.meters = meters;
    receipts =
        new Receipts(
            new AckedTopic<>(producer, topics.crmReceipts, serdes.serializer(topics.crmReceipts)),
            crm);
    deadLetters =
        new DeadLetters(
            new AckedTopic<>(
                producer, topics.crmDeadLetters, serdes.serializer(topics.crmDeadLetters)));
  }

  /**
   * Returns when Kafka has it.
   *
   * @throws NotStoredException when it has not; nothing is lost by trying again
   */
  public void store(Origin origin, Effort effort, Outcome outcome)
      throws NotStoredException, InterruptedException {
    try {
      write(origin, effort, outcome);
      trouble = null;
    } catch (NotStoredException e) {
      trouble = e.getMessage();
      throw e;
    }
    meters.count(Meter.CRM_DELIVERIES, word(outcome));
  }

  /** Why nothing can be stored now; null while it can. */
  public @Nullable String trouble() {
    return trouble;
  }

  @Override
  public void close() {
    producer.close();
  }

  static String word(Outcome outcome) {
    return outcome instanceof Dead ? "dead" : "delivered";
  }

  private void write(Origin origin, Effort effort, Outcome outcome)
      throws NotStoredException, InterruptedException {
    if (outcome instanceof Dead dead) {
      deadLetters.write(origin, effort, dead);
      log.atWarn()
          .addKeyValue("sid", origin.sid())
          .addKeyValue("partition", origin.at().getPartition())
          .addKeyValue("offset", origin.at().getOffset())
          .addKeyValue("reason", dead.reason())
          .addKeyValue("detail", dead.detail())
          .log("dead letter");
    }
    Origin.Event event = origin.event();
    if (event != null) {
      receipts.write(origin, event, effort, outcome);
    }
  }
}
