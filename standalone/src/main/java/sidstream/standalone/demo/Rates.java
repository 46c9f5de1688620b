// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Tally;

/**
 * What the CRM's outcomes amount to, by the formulas that make the topic of rates: so that both can
 * be compared. From 0 to 1; null where there is nothing to divide by.
 */
record Rates(@Nullable Double connected, @Nullable Double delivered) {

  private static final Map<String, Count> CALLS =
      Map.of(
          "completed", Count.CALLS_CONNECTED,
          "busy", Count.CALLS_BUSY,
          "no-answer", Count.CALLS_NO_ANSWER,
          "failed", Count.CALLS_FAILED,
          "canceled", Count.CALLS_CANCELED);

  private static final Map<String, Count> MESSAGES =
      Map.of(
          "delivered", Count.SMS_DELIVERED,
          "accepted", Count.SMS_ACCEPTED,
          "failed", Count.SMS_FAILED);

  static Rates of(Outcomes outcomes) {
    Tally tally = tally(CALLS, outcomes.calls()).plus(tally(MESSAGES, outcomes.messages()));
    return new Rates(Metric.CONNECT_RATE.of(tally), Metric.DELIVERY_RATE.of(tally));
  }

  private static Tally tally(Map<String, Count> counts, SortedMap<String, Long> outcomes) {
    Tally tally = Tally.ZERO;
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      tally = tally.plus(entry.getValue(), outcomes.getOrDefault(entry.getKey(), 0L));
    }
    return tally;
  }
}
