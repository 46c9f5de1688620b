// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Tally;
import sidstream.stream.rates.Tally.Calls;
import sidstream.stream.rates.Tally.Messages;

/**
 * What the CRM's outcomes amount to, by the formulas that make the topic of rates: so that both can
 * be compared. From 0 to 1; null where there is nothing to divide by.
 */
record Rates(@Nullable Double connected, @Nullable Double delivered) {

  static Rates of(Outcomes outcomes) {
    Tally tally = new Tally(calls(outcomes.calls()), messages(outcomes.messages()));
    return new Rates(Metric.CONNECT_RATE.of(tally), Metric.DELIVERY_RATE.of(tally));
  }

  private static Calls calls(SortedMap<String, Long> counts) {
    return new Calls(
        counts.getOrDefault("completed", 0L),
        counts.getOrDefault("busy", 0L),
        counts.getOrDefault("no-answer", 0L),
        counts.getOrDefault("failed", 0L),
        counts.getOrDefault("canceled", 0L),
        0);
  }

  private static Messages messages(SortedMap<String, Long> counts) {
    return new Messages(
        counts.getOrDefault("delivered", 0L),
        counts.getOrDefault("accepted", 0L),
        counts.getOrDefault("failed", 0L));
  }
}
