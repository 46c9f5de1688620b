// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import sidstream.schemas.record.RateTally;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.Outputs.Target;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * Adds tallies up on their own partition before they leave for the one partition of rates, so that
 * the cost there grows with scopes and not with events. They wait in a store, not in a field: what
 * was folded and not yet sent survives a crash.
 */
final class PendingTallies {

  private final KeyValueStore<String, Counted> store;
  private final UnaryOperator<Scope> shown;

  /** Of the record that is being folded. */
  private final Map<String, Tally> unsettled = new HashMap<>();

  /**
   * @param shown the scope as everybody may see it
   */
  PendingTallies(KeyValueStore<String, Counted> store, UnaryOperator<Scope> shown) {
    this.store = store;
    this.shown = shown;
  }

  /**
   * Adds to what one record counts for, until {@link #settle}.
   *
   * @param at counts in the minute of this moment
   */
  void add(Map<Scope, Tally> tallies, Instant at) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    tallies.forEach(
        (scope, tally) ->
            unsettled.merge(
                new MinuteKey(minute, shown.apply(scope).key()).text(), tally, Tally::plus));
  }

  /** Stores what was added: each scope's tally once, however often the record counts there. */
  void settle() {
    unsettled.forEach(
        (key, tally) -> {
          Counted waiting = store.get(key);
          store.put(key, (waiting == null ? Counted.NEVER : waiting).plus(tally));
        });
    unsettled.clear();
  }

  /** Sends and forgets everything that waits. */
  void flush(Outputs outputs, Target<RateTally> target, Instant now) {
    settle();
    List<KeyValue<String, Counted>> waiting = new ArrayList<>();
    try (KeyValueIterator<String, Counted> all = store.all()) {
      all.forEachRemaining(waiting::add);
    }
    for (KeyValue<String, Counted> next : waiting) {
      Tally tally = next.value.tally();
      if (!tally.equals(Tally.ZERO)) {
        MinuteKey key = MinuteKey.parse(next.key);
        RateTally value = TallyCodec.record(key.scope(), key.minute(), tally);
        outputs.send(target, key.scope(), value, next.key + '@' + now.toEpochMilli(), now);
      }
      store.delete(next.key);
    }
  }
}
