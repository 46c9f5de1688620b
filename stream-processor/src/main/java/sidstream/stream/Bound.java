// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.spi.Converter;

/** Takes how long something is waited for: at least a second, since looks are a second apart. */
public final class Bound implements Converter<Duration> {

  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  @Override
  public Duration convert(String value) {
    try {
      Duration bound = Duration.parse(value.strip());
      if (bound.compareTo(SHORTEST) >= 0 && bound.compareTo(LONGEST) <= 0) {
        return bound;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a duration from PT1S to P365D");
  }
}
