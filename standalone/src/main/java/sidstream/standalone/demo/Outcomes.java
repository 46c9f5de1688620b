// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many calls and messages there are by what became of them. What a campaign will bring and what
 * a CRM has received are equal in the end.
 *
 * @param calls by status word, for example {@code completed} or {@code no-answer}
 * @param messages by {@code delivered} (handset receipt), {@code accepted} (by the operator) or
 *     {@code failed}; by status word while under way
 */
public record Outcomes(SortedMap<String, Long> calls, SortedMap<String, Long> messages) {

  public Outcomes {
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
  }

  /** Counts of both; for example to compare several waves with one CRM. */
  public Outcomes plus(Outcomes other) {
    return new Outcomes(sum(calls, other.calls), sum(messages, other.messages));
  }

  private static SortedMap<String, Long> sum(
      SortedMap<String, Long> one, SortedMap<String, Long> other) {
    SortedMap<String, Long> sum = new TreeMap<>(one);
    other.forEach((word, count) -> sum.merge(word, count, Long::sum));
    return sum;
  }
}
