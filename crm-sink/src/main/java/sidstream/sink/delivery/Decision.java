// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import java.time.Duration;

/** What follows from an attempt. */
public sealed interface Decision {

  /** Try again. */
  record Again(Duration after) implements Decision {}

  /** Nothing is left to try. */
  record Ended(Outcome outcome) implements Decision {}
}
