// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts, times and gauges by the list in {@link Meter}. */
public final class Meters {

  private final MeterRegistry registry;

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
    Counter.builder(meter.key())
        .description(meter.help())
        .tags(tags(meter, values))
        .register(registry)
        .increment(amount);
  }

  public void time(Meter meter, Duration duration, String... values) {
    Timer.builder(meter.key().replaceFirst("\\.seconds$", ""))
        .description(meter.help())
        .tags(tags(meter, values))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry)
        .record(duration);
  }

  public void gauge(Meter meter, Supplier<Number> value, String... values) {
    Gauge.builder(meter.key(), value)
        .description(meter.help())
        .tags(tags(meter, values))
        .register(registry);
  }

  private static Tags tags(Meter meter, String... values) {
    if (values.length != meter.labels().size()) {
      throw new IllegalArgumentException(meter + " has the labels " + meter.labels());
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(meter.labels().get(i), values[i]);
    }
    return tags;
  }
}
