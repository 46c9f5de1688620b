// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import sidstream.schemas.record.StoredVitals;

/** The stored vitals of the last hours, read once for a look at all rules. */
final class VitalsView {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, List<Told>> byKind = new HashMap<>();
  private final Instant now;

  /**
   * One minute of one instance.
   *
   * @param minute as told, but not ahead of the moment it was told: a gateway's clock may be
   */
  record Told(VitalsKey key, Instant minute, StoredVitals vitals) {

    long count(String name) {
      return vitals.getCounts().getOrDefault(name, 0L);
    }
  }

  VitalsView(ReadOnlyKeyValueStore<String, StoredVitals> store, Duration span, Instant now) {
    this.now = now;
    try (KeyValueIterator<String, StoredVitals> range =
        store.range(MinuteKey.before(start(span)), null)) {
      range.forEachRemaining(next -> add(VitalsKey.parse(next.key), next.value));
    }
  }

  private void add(VitalsKey key, StoredVitals vitals) {
    Instant latest = vitals.getToldAt().truncatedTo(ChronoUnit.MINUTES);
    boolean ahead = key.minute().isAfter(latest);
    Instant minute = ahead ? latest.minus(MINUTE) : key.minute();
    byKind
        .computeIfAbsent(key.kind(), kind -> new ArrayList<>())
        .add(new Told(key, minute, vitals));
  }

  /** Oldest first. */
  List<Told> all(String kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  Map<String, Map<String, Long>> sums(String kind, Duration window) {
    Map<String, Map<String, Long>> sums = new HashMap<>();
    for (Told told : within(kind, window)) {
      Map<String, Long> sum = sums.computeIfAbsent(told.key().source(), s -> new HashMap<>());
      told.vitals().getCounts().forEach((name, count) -> sum.merge(name, count, Long::sum));
    }
    return sums;
  }

  /** By source, of each instance the newest minute, newest first. */
  Map<String, List<Map<String, Long>>> newest(String kind, Duration window) {
    Map<String, Map<String, Told>> newest = new HashMap<>();
    for (Told told : within(kind, window)) { // oldest first
      newest
          .computeIfAbsent(told.key().source(), source -> new HashMap<>())
          .put(told.key().instance(), told);
    }
    Map<String, List<Map<String, Long>>> counts = new HashMap<>();
    newest.forEach((source, told) -> counts.put(source, newestFirst(told.values())));
    return counts;
  }

  private static List<Map<String, Long>> newestFirst(Collection<Told> told) {
    return told.stream()
        .sorted(Comparator.comparing(Told::minute).reversed())
        .map(each -> each.vitals().getCounts())
        .toList();
  }

  private List<Told> within(String kind, Duration window) {
    Instant start = start(window);
    return all(kind).stream().filter(told -> !told.minute().isBefore(start)).toList();
  }

  private Instant start(Duration span) {
    return now.truncatedTo(ChronoUnit.MINUTES).minus(span);
  }
}
