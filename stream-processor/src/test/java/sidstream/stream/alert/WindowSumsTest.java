// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

class WindowSumsTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration SPAN = Duration.ofMinutes(5);

  private final NavigableMap<Instant, Map<Scope, Tally>> minutes = new TreeMap<>();
  private WindowSums sums = new WindowSums(SPAN, this::read);
  private Instant now = START;

  @BeforeTry
  void begin() {
    minutes.clear();
    sums = new WindowSums(SPAN, this::read);
    now = START;
  }

  /** Each step moves the clock, perhaps back, or adds to a minute near it, perhaps ahead. */
  @Property
  void aWindowIsTheSumOfItsMinutesHoweverItGotThere(
      @ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> steps) {
    for (int step : steps) {
      if (step < 30) {
        now = now.plusSeconds(step * 20L - 200);
      } else {
        add("s" + step % 3, now.plusSeconds((step % 20 - 16) * 60L), step % 5 - 1);
      }
      sums.slide(now);
      assertThat(sums.of(Scope.Kind.CAMPAIGN)).isEqualTo(expected());
    }
  }

  private void add(String id, Instant at, long events) {
    Instant minute = at.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
    Scope scope = Scope.Kind.CAMPAIGN.of(id);
    Tally tally = Tally.ZERO.plus(Count.CALL_STEPS, events);
    minutes.computeIfAbsent(minute, m -> new HashMap<>()).merge(scope, tally, Tally::plus);
    sums.add(scope, minute, tally);
  }

  private Map<Scope, Tally> expected() {
    Map<Scope, Tally> expected = new HashMap<>();
    Instant first = now.truncatedTo(java.time.temporal.ChronoUnit.MINUTES).minus(SPAN);
    read(first, null, (scope, tally) -> expected.merge(scope, tally, Tally::plus));
    expected.values().removeIf(Tally.ZERO::equals);
    return expected;
  }

  private void read(Instant from, @Nullable Instant to, BiConsumer<Scope, Tally> each) {
    NavigableMap<Instant, Map<Scope, Tally>> range =
        to == null ? minutes.tailMap(from, true) : minutes.subMap(from, true, to, false);
    range.values().forEach(tallies -> tallies.forEach(each));
  }
}
