// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import sidstream.schemas.record.RateTally;
import sidstream.stream.rates.Increment;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.Outputs.Target;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * Adds tallies up on their own partition before they leave for the one partition of rates, so that
 * the cost there grows with scopes and not with events. They wait in a store, not in a field: what
 * was folded and not yet sent survives a crash.
 *
 * <p>What counts the same in several scopes waits once, under all of them: a step costs one look
 * into the store and not one for each of its scopes.
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
  void add(List<Increment> increments, Instant at) {
    for (Increment next : increments) {
      String scopes = ScopesKey.text(next.scopes(), shown);
      unsettled.merge(
          new MinuteKey(at.truncatedTo(ChronoUnit.MINUTES), scopes).text(),
          next.tally(),
          Tally::plus);
    }
  }

  /** Stores what was added, where that is anything. */
  void settle() {
    unsettled.values().removeIf(Tally.ZERO::equals);
    unsettled.forEach(
        (key, tally) -> {
          Counted waiting = store.get(key);
          store.put(key, (waiting == null ? Counted.NEVER : waiting).plus(tally));
        });
    unsettled.clear();
  }

  /** Sends and forgets everything that waits: one tally of each scope and minute. */
  void flush(Outputs outputs, Target<RateTally> target, Instant now) {
    settle();
    take()
        .forEach(
            (key, tally) -> {
              if (!tally.equals(Tally.ZERO)) {
                RateTally value = TallyCodec.record(key.scope(), key.minute(), tally);
                outputs.send(
                    target, key.scope(), value, key.text() + '@' + now.toEpochMilli(), now);
              }
            });
  }

  private Map<MinuteKey, Tally> take() {
    Map<MinuteKey, Tally> sums = new LinkedHashMap<>();
    List<String> taken = new ArrayList<>();
    try (KeyValueIterator<String, Counted> all = store.all()) {
      all.forEachRemaining(
          next -> {
            MinuteKey key = MinuteKey.parse(next.key);
            for (String scope : ScopesKey.parse(key.scope())) {
              sums.merge(new MinuteKey(key.minute(), scope), next.value.tally(), Tally::plus);
            }
            taken.add(next.key);
          });
    }
    taken.forEach(store::delete);
    return sums;
  }
}
