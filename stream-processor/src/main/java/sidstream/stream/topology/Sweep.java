// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.stream.interaction.Interaction;

/**
 * Forgets interactions after their time to live, by wall clock, a slice at a time: the task never
 * stalls however many Sids it holds, and one wrong timestamp forgets nobody else.
 */
final class Sweep {

  private static final int SLICE = 1_000;

  private final KeyValueStore<String, Interaction> store;
  private final Duration timeToLive;
  private final Meters meters;
  private @Nullable String reached;

  Sweep(KeyValueStore<String, Interaction> store, Duration timeToLive, Meters meters) {
    this.store = store;
    this.timeToLive = timeToLive;
    this.meters = meters;
  }

  /** Looks at the next slice of the store; starts over at its end. */
  void slice(Instant now) {
    Instant oldest = now.minus(timeToLive);
    List<String> old = new ArrayList<>();
    int seen = 0;
    try (KeyValueIterator<String, Interaction> rest = rest()) {
      while (rest.hasNext() && seen < SLICE) {
        KeyValue<String, Interaction> next = rest.next();
        reached = next.key;
        seen++;
        if (next.value.times().last().isBefore(oldest)) {
          old.add(next.key);
        }
      }
      if (!rest.hasNext()) {
        reached = null;
      }
    }
    old.forEach(store::delete);
    meters.count(Meter.INTERACTIONS_FORGOTTEN, old.size());
  }

  private KeyValueIterator<String, Interaction> rest() {
    return reached == null ? store.all() : store.range(reached, null);
  }
}
