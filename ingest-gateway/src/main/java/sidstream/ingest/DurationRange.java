// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.spi.Converter;

/** Takes durations within bounds, and names the bounds when it does not. */
abstract sealed class DurationRange implements Converter<Duration> {

  private static final long serialVersionUID = 1L;
  private final String shortest;
  private final String longest;

  /**
   * @param shortest in ISO-8601, for example {@code PT1M}
   */
  DurationRange(String shortest, String longest) {
    this.shortest = shortest;
    this.longest = longest;
  }

  @Override
  public Duration convert(String value) {
    try {
      Duration duration = Duration.parse(value);
      if (duration.compareTo(Duration.parse(shortest)) >= 0
          && duration.compareTo(Duration.parse(longest)) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a duration from " + shortest + " to " + longest);
  }

  /** In which Kafka can answer at all, and for which a sender may wait. */
  public static final class Deadline extends DurationRange {
    private static final long serialVersionUID = 1L;

    public Deadline() {
      super("PT0.1S", "PT60S");
    }
  }

  /** For which a connection may be kept for a sender's next request. */
  public static final class Idle extends DurationRange {
    private static final long serialVersionUID = 1L;

    public Idle() {
      super("PT0.1S", "PT1H");
    }
  }

  /**
   * At which a figure is read that may be read once a minute, and that nobody needs by the hour.
   */
  public static final class Poll extends DurationRange {
    private static final long serialVersionUID = 1L;

    public Poll() {
      super("PT1M", "PT3H");
    }
  }
}
