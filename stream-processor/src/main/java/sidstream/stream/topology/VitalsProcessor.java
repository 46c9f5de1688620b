// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import sidstream.schemas.record.StoredVitals;
import sidstream.schemas.record.Vitals;

/**
 * Keeps what the apps tell of themselves, by minute: of what is told twice the largest number. What
 * cannot be read is counted and passed over: it is about events, it is none.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class VitalsProcessor implements Processor<String, byte[], String, SpecificRecord> {

  /** Longer than any rule looks back and any gateway keeps what it could not tell. */
  static final Duration KEPT = Duration.ofDays(2);

  private static final Duration EACH_HOUR = Duration.ofHours(1);

  private final SideRecords<Vitals> records;
  private final WallClock clock = new WallClock();

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, StoredVitals> store;

  VitalsProcessor(SideRecords<Vitals> records) {
    this.records = records;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    store = context.getStateStore(Names.VITALS_STORE);
    clock.each(context, EACH_HOUR, now -> MinuteKey.forget(store, now.minus(KEPT)));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    records.read(record.value()).ifPresent(this::keep);
  }

  private void keep(Vitals vitals) {
    String key = VitalsKey.of(vitals).text();
    StoredVitals known = store.get(key);
    Map<String, Long> counts = new HashMap<>(known == null ? Map.of() : known.getCounts());
    vitals.getCounts().forEach((name, count) -> counts.merge(name, count, Math::max));
    if (known == null || !counts.equals(known.getCounts())) {
      Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
      store.put(key, new StoredVitals(now.truncatedTo(ChronoUnit.MILLIS), counts));
    }
  }
}
