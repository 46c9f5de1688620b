// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.Topic;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.stream.rates.Activity;
import sidstream.stream.rates.Count;

/**
 * Counts what became of events at the CRM, in the minute in which their report was received: the
 * other side of the ledger's second equation. Its tallies wait and leave with those of the fold. A
 * dead letter counts in the minute in which it became one too: the sink tries for a day, and
 * whoever looks at the last minutes shall see it.
 *
 * <p>A sink that was killed may write a receipt twice, and it counts twice: events at the CRM are
 * delivered at least once, and so are their receipts.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class ReceiptProcessor implements Processor<String, byte[], String, SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(ReceiptProcessor.class);
  private static final String DEAD = "dead";

  private final Topic<DeliveryReceipt> topic;
  private final Deserializer<DeliveryReceipt> deserializer;
  private final Meters meters;

  private PendingTallies pending;

  ReceiptProcessor(
      Topic<DeliveryReceipt> topic, Deserializer<DeliveryReceipt> deserializer, Meters meters) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    pending =
        new PendingTallies(
            context.getStateStore(Names.PENDING_TALLY_STORE), UnaryOperator.identity());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      count(deserializer.deserialize(topic.name(), record.value()));
    } catch (SerializationException e) {
      if (e.getCause() instanceof IOException) {
        throw e; // the registry is away: a reason to stop and try again
      }
      log.warn("a record of {} cannot be read and is passed over", topic.name());
      meters.count(Meter.RECEIPTS_UNREADABLE);
    }
  }

  private void count(@Nullable DeliveryReceipt receipt) {
    if (receipt == null) {
      return; // a deletion: nobody of us writes one
    }
    String source = receipt.getSource();
    Instant receivedAt = receipt.getReceivedAt();
    if (source != null && receivedAt != null) {
      boolean dead = receipt.getOutcome().equals(DEAD);
      pending.add(Activity.seen(source, dead ? Count.CRM_DEAD : Count.CRM_DELIVERED), receivedAt);
      if (dead) {
        pending.add(Activity.seen(source, Count.CRM_DEAD_LETTERS), receipt.getFinishedAt());
      }
      pending.settle();
    }
  }
}
