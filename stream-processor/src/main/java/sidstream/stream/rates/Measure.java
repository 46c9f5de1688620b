// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that a tally tells: a count, or what is worked out from counts. */
public sealed interface Measure permits Count, Metric {

  /** Its name in configuration, on topics and in the documentation, for example connect_rate. */
  String word();

  /** For people; of what is worked out, its formula. */
  String meaning();

  /** Its value; null where there is nothing to divide by. */
  @Nullable Double of(Tally tally);

  /** On how many calls or messages the value rests. */
  long sample(Tally tally);

  /** All of them, counts first. */
  static Stream<Measure> all() {
    return Stream.concat(Stream.of(Count.values()), Stream.of(Metric.values()));
  }

  /** The one of that name. */
  static Optional<Measure> named(String word) {
    return all().filter(measure -> measure.word().equals(word)).findFirst();
  }
}
