// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.StoredAlert;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.TallyCodec.Counted;

/** The CRM's books on stores that another instance has left. */
class CrmBooksTest {

  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Scope EXOTEL = Scope.Kind.SOURCE.of("exotel");

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final KeyValueStore<String, Counted> rates = store("rates", TallyCodec.serde());
  private final KeyValueStore<String, StoredAlert> kept =
      store("kept", new StoredCodec<StoredAlert>(List.of(StoredAlert.getClassSchema())).serde());
  private CrmBooks books = new CrmBooks(rates, kept, HOUR);

  @Test
  void anInstanceThatTakesOverKnowsTheSinkAndWhatWaits() {
    books.slide(at(0));
    count(EXOTEL, 0, Count.CRM_DELIVERED, 0);
    count(EXOTEL, 2, Count.STEPS_ADVANCED, 2);
    count(Scope.ALL, 2, Count.STEPS_ADVANCED, 2);
    assertThat(waiting(10)).isEqualTo(Map.of("exotel", 2L));
    takeOver();
    assertThat(waiting(10)).isEqualTo(Map.of("exotel", 2L));
    count(EXOTEL, 2, Count.CRM_DEAD, 11);
    assertThat(waiting(12)).isEqualTo(Map.of("exotel", 1L));
    assertThat(CrmBooks.lost(books.settled(HOUR))).isEqualTo(Map.of("exotel", 0L));
    books.slide(at(63));
    assertThat(CrmBooks.lost(books.settled(HOUR))).isEqualTo(Map.of("exotel", 1L));
  }

  @Test
  void whatComesBeforeTheFirstLookCountsOnce() {
    count(EXOTEL, 0, Count.CRM_DELIVERED, 0);
    count(EXOTEL, 2, Count.STEPS_ADVANCED, 2);
    assertThat(waiting(10)).isEqualTo(Map.of("exotel", 2L));
  }

  @Test
  void aSinkIsWrittenDownOnceAnHourAtMost() {
    for (int minute = 0; minute < 60; minute++) {
      count(EXOTEL, minute, Count.CRM_DELIVERED, minute);
      assertThat(remembered()).isEqualTo(sink(0, 0));
    }
    count(EXOTEL, 61, Count.CRM_DELIVERED, 61);
    assertThat(remembered()).isEqualTo(sink(0, 61));
  }

  @Test
  void whatIsNoSinkAmongTheAlertsIsPassedOver() {
    kept.put("|all", sink(0, 0));
    takeOver();
    assertThat(waiting(10)).isEmpty();
  }

  /** Two of them each time, unless it is a receipt. */
  private void count(Scope scope, int minute, Count count, int when) {
    Tally tally = Tally.ZERO.plus(count, count == Count.STEPS_ADVANCED ? 2 : 1);
    String key = new MinuteKey(at(minute), scope.key()).text();
    Counted known = rates.get(key);
    rates.put(key, (known == null ? Counted.NEVER : known).plus(tally)); // the processor before
    books.add(scope, at(minute), tally, at(when));
  }

  private Map<String, Long> waiting(int minute) {
    books.slide(at(minute));
    return books.waiting(CrmBooks.DAY);
  }

  private void takeOver() {
    books = new CrmBooks(rates, kept, HOUR);
    try (KeyValueIterator<String, StoredAlert> all = kept.all()) {
      all.forEachRemaining(next -> books.restore(next.key, next.value));
    }
  }

  private StoredAlert remembered() {
    return kept.get("|sink:exotel");
  }

  private static StoredAlert sink(int since, int last) {
    return new StoredAlert(at(since), null, at(last), 0.0, 0.0, 0.0, 0L);
  }

  private static Instant at(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }

  private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
