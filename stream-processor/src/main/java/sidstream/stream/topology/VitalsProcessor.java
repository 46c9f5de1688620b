// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.Topic;
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

  private static final Logger log = LoggerFactory.getLogger(VitalsProcessor.class);
  private static final Duration EACH_HOUR = Duration.ofHours(1);

  private final Topic<Vitals> topic;
  private final Deserializer<Vitals> deserializer;
  private final Meters meters;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, StoredVitals> store;

  VitalsProcessor(Topic<Vitals> topic, Deserializer<Vitals> deserializer, Meters meters) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    store = context.getStateStore(Names.VITALS_STORE);
    context.schedule(
        EACH_HOUR, PunctuationType.WALL_CLOCK_TIME, now -> forget(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      keep(deserializer.deserialize(topic.name(), record.value()));
    } catch (SerializationException e) {
      if (e.getCause() instanceof java.io.IOException) {
        throw e; // the registry is away: a reason to stop and try again
      }
      log.warn("a record of {} cannot be read and is passed over", topic.name());
      meters.count(Meter.VITALS_UNREADABLE);
    }
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

  private void forget(Instant now) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, StoredVitals> range =
        store.range(MinuteKey.before(Instant.EPOCH), MinuteKey.before(now.minus(KEPT)))) {
      range.forEachRemaining(next -> old.add(next.key));
    }
    old.forEach(store::delete);
  }
}
