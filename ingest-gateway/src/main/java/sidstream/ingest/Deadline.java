// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.spi.Converter;

/** Takes a deadline in which Kafka can answer at all, and for which a sender may wait. */
public final class Deadline implements Converter<Duration> {

  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Override
  public Duration convert(String value) {
    try {
      Duration deadline = Duration.parse(value);
      if (deadline.compareTo(SHORTEST) >= 0 && deadline.compareTo(LONGEST) <= 0) {
        return deadline;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a duration from PT0.1S to PT60S");
  }
}
