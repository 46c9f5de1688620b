// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The minute is the grain of everything counted. */
final class Minute {

  private Minute() {}

  /** Start of the minute that holds the instant. */
  static Instant of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MINUTES);
  }
}
