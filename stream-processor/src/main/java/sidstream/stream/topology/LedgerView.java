// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import sidstream.stream.alert.Ledger;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.alert.VitalSign;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.TallyCodec.Counted;

/** The ledger of every provider at one moment, from the stores of vitals and of rates. */
final class LedgerView {

  private static final String ACCEPTED = VitalSign.LEDGER_GAP.kind();
  private static final String EVENTS = "events";

  /** A gateway tells of a minute up to so long after its start, while receipts come in time. */
  private static final Duration TELLING = Duration.ofMinutes(3);

  private final VitalsView vitals;
  private final ReadOnlyKeyValueStore<String, Counted> rates;
  private final Duration settle;
  private final Instant now;

  LedgerView(
      VitalsView vitals,
      ReadOnlyKeyValueStore<String, Counted> rates,
      Duration settle,
      Instant now) {
    this.vitals = vitals;
    this.rates = rates;
    this.settle = settle;
    this.now = now;
  }

  /** By source that a gateway told of, over the window before the youngest settled minute. */
  Map<String, Balance> balances(Duration window) {
    Instant to = end();
    Instant from = to.minus(window);
    Map<String, Balance> balances = new TreeMap<>();
    for (String source : sources()) {
      balances.put(source, ledger(source, from, to).balance(from, to));
    }
    return balances;
  }

  /**
   * Events lost by source: gaps that are explained neither by records in quarantine, which have
   * lost their source, nor by what still waits in the spool of a gateway that is there.
   */
  Map<String, Long> lost(Duration window) {
    Instant to = end();
    long explained = unreadable(to.minus(window), to) + spooled();
    Map<String, Long> lost = new TreeMap<>();
    for (Map.Entry<String, Balance> next : balances(window).entrySet()) {
      long used = Math.min(explained, next.getValue().lost());
      explained -= used;
      lost.put(next.getKey(), next.getValue().lost() - used);
    }
    return lost;
  }

  /**
   * A whole minute, however long settling takes: counts are kept by minute. Minutes beside the last
   * one that is judged must be settled too.
   */
  private Instant end() {
    return now.minus(settle).minus(TELLING).minus(Ledger.BESIDE).truncatedTo(ChronoUnit.MINUTES);
  }

  private Set<String> sources() {
    return vitals.all(ACCEPTED).stream()
        .map(told -> told.key().source())
        .collect(Collectors.toSet());
  }

  private Ledger ledger(String source, Instant from, Instant to) {
    Ledger ledger = new Ledger();
    List<VitalsView.Told> told =
        vitals.all(ACCEPTED).stream().filter(next -> next.key().source().equals(source)).toList();
    Set<Instant> unsettled = new HashSet<>();
    told.stream().filter(this::isFresh).forEach(next -> unsettled.add(next.minute()));
    told.stream()
        .filter(next -> !unsettled.contains(next.minute()))
        .forEach(next -> ledger.accepted(next.minute(), next.count(EVENTS)));
    Instant last = to.plus(Ledger.BESIDE);
    for (Instant minute = from.minus(Ledger.BESIDE);
        minute.isBefore(last);
        minute = minute.plus(1, ChronoUnit.MINUTES)) {
      if (!unsettled.contains(minute)) {
        ledger.counted(minute, tally(minute, source));
      }
    }
    return ledger;
  }

  /** What a gateway tells after an outage of Kafka, its spool may still be sending. */
  private boolean isFresh(VitalsView.Told told) {
    return told.vitals().getToldAt().isAfter(now.minus(settle));
  }

  private long unreadable(Instant from, Instant to) {
    long sum = 0;
    for (Instant minute = from; minute.isBefore(to); minute = minute.plus(1, ChronoUnit.MINUTES)) {
      sum += tally(minute, WebhookReader.UNKNOWN).get(Count.UNREADABLE);
    }
    return sum;
  }

  /**
   * A gateway that falls silent while others tell is gone, and its spool with it or left behind:
   * that is a gap. While nobody tells, Kafka is away, and what was told last holds.
   */
  private long spooled() {
    List<VitalsView.Told> told = vitals.all(VitalSign.SPOOL_RECORDS.kind());
    Map<String, VitalsView.Told> newest = new HashMap<>();
    told.forEach(next -> newest.put(next.key().instance(), next)); // oldest first
    Instant last =
        told.stream().map(next -> next.vitals().getToldAt()).max(naturalOrder()).orElse(now);
    return newest.values().stream()
        .filter(next -> !next.vitals().getToldAt().isBefore(last.minus(TELLING)))
        .mapToLong(next -> next.count("records"))
        .sum();
  }

  private Tally tally(Instant minute, String source) {
    Counted counted = rates.get(new MinuteKey(minute, Scope.Kind.SOURCE.of(source).key()).text());
    return counted == null ? Tally.ZERO : counted.tally();
  }
}
