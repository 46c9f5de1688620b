// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.StoredAlert;
import sidstream.stream.alert.CrmLedger;
import sidstream.stream.alert.CrmLedger.Sink;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * The CRM's ledger beside the store of rates: read from there once and kept up with what comes, so
 * that a look costs what does not add up and not the minutes of two days. That there is a sink is
 * remembered among the alerts.
 */
final class CrmBooks {

  /** The longest that a rule looks back, and of how much operators are shown what waits. */
  static final Duration DAY = Duration.ofDays(1);

  /** Under no rule's name. */
  private static final String SINK = "|sink:";

  /** How exactly it is remembered when the newest receipt came. */
  private static final Duration EXACT = Duration.ofHours(1);

  private final ReadOnlyKeyValueStore<String, Counted> rates;
  private final KeyValueStore<String, StoredAlert> kept;
  private final Duration settle;
  private final CrmLedger ledger = new CrmLedger();
  private @Nullable Instant start;
  private Instant now = Instant.EPOCH;

  /**
   * @param kept remembers the sinks
   * @param settle how old a minute is when its events are delivered or dead
   */
  CrmBooks(
      ReadOnlyKeyValueStore<String, Counted> rates,
      KeyValueStore<String, StoredAlert> kept,
      Duration settle) {
    this.rates = rates;
    this.kept = kept;
    this.settle = settle;
  }

  /** One of the entries among the alerts that are none. */
  void restore(String key, StoredAlert stored) {
    if (key.startsWith(SINK)) {
      Sink sink = new Sink(stored.getSince(), stored.getBreachedAt());
      ledger.restore(key.substring(SINK.length()), sink);
    }
  }

  /** Something more in a minute of a scope. */
  void add(Scope scope, Instant minute, Tally more, Instant when) {
    if (scope.kind() != Scope.Kind.SOURCE) {
      return;
    }
    if (CrmLedger.hasReceipt(more)) {
      remember(scope.id(), ledger.told(scope.id(), when));
    }
    if (start != null && !minute.isBefore(start)) {
      ledger.counted(scope.id(), minute, more);
    }
  }

  /** Goes on to the moment. */
  void slide(Instant moment) {
    now = moment;
    Instant next = moment.minus(settle).truncatedTo(ChronoUnit.MINUTES).minus(DAY);
    if (start == null) {
      read(next);
      start = next;
    } else if (next.isAfter(start)) {
      ledger.forget(next);
      start = next;
    }
  }

  /** Of a window before the youngest minute whose events must be delivered or dead by now. */
  Map<String, Balance> settled(Duration window) {
    return balances(settle, window);
  }

  /** Events that have waited for longer than is normal. */
  Map<String, Long> waiting(Duration window) {
    return lost(balances(CrmLedger.FLIGHT, window));
  }

  static Map<String, Long> lost(Map<String, Balance> balances) {
    Map<String, Long> lost = new TreeMap<>();
    balances.forEach((source, balance) -> lost.put(source, balance.lost()));
    return lost;
  }

  private Map<String, Balance> balances(Duration age, Duration window) {
    Instant to = now.minus(age).truncatedTo(ChronoUnit.MINUTES);
    return ledger.balances(to.minus(window), to, now);
  }

  private void remember(String source, Sink sink) {
    String key = SINK + source;
    StoredAlert known = kept.get(key);
    if (known == null || known.getBreachedAt().plus(EXACT).isBefore(sink.last())) {
      kept.put(key, new StoredAlert(sink.since(), null, sink.last(), 0.0, 0.0, 0.0, 0L));
    }
  }

  private void read(Instant from) {
    try (KeyValueIterator<String, Counted> range = rates.range(MinuteKey.before(from), null)) {
      range.forEachRemaining(this::read);
    }
  }

  private void read(KeyValue<String, Counted> next) {
    MinuteKey key = MinuteKey.parse(next.key);
    Scope.known(key.scope())
        .filter(scope -> scope.kind() == Scope.Kind.SOURCE)
        .ifPresent(scope -> ledger.counted(scope.id(), key.minute(), next.value.tally()));
  }
}
