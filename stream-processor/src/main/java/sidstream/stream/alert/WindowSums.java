// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

/**
 * Sums over a window that slides: what comes is added, the minutes that leave are taken off. So a
 * look costs what changed since the last one, however many scopes and minutes there are. What lies
 * ahead of the clock counts: the clocks of two machines differ.
 */
public final class WindowSums {

  private final Duration span;
  private final Minutes minutes;
  private final Map<Scope.Kind, Map<Scope, Tally>> sums = new EnumMap<>(Scope.Kind.class);
  private @Nullable Instant start;

  /** Where the minutes are kept. */
  @FunctionalInterface
  public interface Minutes {

    /**
     * Shows every tally of the minutes.
     *
     * @param from the first minute
     * @param to the minute after the last one; null for no end
     */
    void read(Instant from, @Nullable Instant to, BiConsumer<Scope, Tally> each);
  }

  /**
   * @param span how many whole minutes, besides the one that runs
   * @param minutes hold what is added, before it is added here
   */
  public WindowSums(Duration span, Minutes minutes) {
    this.span = span;
    this.minutes = minutes;
  }

  /** Something more in a minute of a scope. */
  public void add(Scope scope, Instant minute, Tally more) {
    if (start != null && !minute.isBefore(start)) {
      sums.computeIfAbsent(scope.kind(), kind -> new HashMap<>())
          .compute(scope, (same, sum) -> sum(sum == null ? Tally.ZERO : sum, more));
    }
  }

  /** Slides to the moment. */
  public void slide(Instant now) {
    Instant next = now.truncatedTo(ChronoUnit.MINUTES).minus(span);
    if (start == null || next.isBefore(start) || start.plus(span).isBefore(next)) {
      sums.clear();
      start = next;
      minutes.read(next, null, (scope, tally) -> add(scope, now, tally));
    } else if (next.isAfter(start)) {
      Instant old = start;
      minutes.read(old, next, (scope, tally) -> add(scope, now, Tally.ZERO.minus(tally)));
      start = next;
    }
  }

  /** Of every scope of the kind that has something in the window. */
  public Map<Scope, Tally> of(Scope.Kind kind) {
    return Collections.unmodifiableMap(sums.getOrDefault(kind, Map.of()));
  }

  /** Nothing is kept of a scope that has nothing left. */
  private static @Nullable Tally sum(Tally one, Tally other) {
    Tally sum = one.plus(other);
    return sum.equals(Tally.ZERO) ? null : sum;
  }
}
