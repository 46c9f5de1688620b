// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
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

  private static final String DEAD = "dead";

  private final SideRecords<DeliveryReceipt> records;

  private PendingTallies pending;

  ReceiptProcessor(SideRecords<DeliveryReceipt> records) {
    this.records = records;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    pending =
        new PendingTallies(
            context.getStateStore(Names.PENDING_TALLY_STORE), UnaryOperator.identity());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    records.read(record.value()).ifPresent(this::count);
  }

  private void count(DeliveryReceipt receipt) {
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
