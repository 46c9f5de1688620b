// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts, times and gauges by the list in {@link Meter}. Cheap enough for every request: a meter is
 * registered when its labels are first seen, and found again by them.
 */
public final class Meters {

  private final MeterRegistry registry;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  /** One line of a meter; labels are closed sets, so there are few. */
  private record Series(Meter meter, List<String> values) {

    Tags tags() {
      if (values.size() != meter.labels().size()) {
        throw new IllegalArgumentException(meter + " has the labels " + meter.labels());
      }
      Tags tags = Tags.empty();
      for (int i = 0; i < values.size(); i++) {
        tags = tags.and(meter.labels().get(i), values.get(i));
      }
      return tags;
    }
  }

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Adds one.
   *
   * @param values one value per label of the meter, in its order
   */
  public void count(Meter meter, String... values) {
    count(meter, 1, values);
  }

  public void count(Meter meter, double amount, String... values) {
    counters.computeIfAbsent(new Series(meter, List.of(values)), this::counter).increment(amount);
  }

  public void time(Meter meter, Duration duration, String... values) {
    timers.computeIfAbsent(new Series(meter, List.of(values)), this::timer).record(duration);
  }

  public void gauge(Meter meter, Supplier<Number> value, String... values) {
    Gauge.builder(meter.key(), value)
        .description(meter.help())
        .tags(new Series(meter, List.of(values)).tags())
        .register(registry);
  }

  private Counter counter(Series series) {
    return Counter.builder(series.meter().key())
        .description(series.meter().help())
        .tags(series.tags())
        .register(registry);
  }

  private Timer timer(Series series) {
    return Timer.builder(series.meter().key().replaceFirst("\\.seconds$", ""))
        .description(series.meter().help())
        .tags(series.tags())
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }
}
