// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Tally;

/**
 * The equation of one provider, minute of receipt by minute: accepted by the gateway = advanced +
 * late + amended + duplicate + observed at the processor. What is accepted and not counted is lost;
 * what is counted and was not told as accepted is a surplus, which a gateway leaves that was killed
 * before it told of its last seconds. As much as the surplus of a minute could be lost beside it
 * unseen.
 */
public final class Ledger {

  /**
   * Gateway and broker have clocks of their own, and a minute of receipt is cut off by the
   * broker's: what is missing in a minute and too much beside it is one and the same.
   */
  public static final Duration BESIDE = Duration.ofMinutes(2);

  private final NavigableMap<Instant, Long> differences = new TreeMap<>();

  /**
   * What does not add up.
   *
   * @param lost accepted and never counted
   * @param surplus counted and not told as accepted
   */
  public record Balance(long lost, long surplus) {

    static final Balance EVEN = new Balance(0, 0);

    Balance plus(long difference) {
      return new Balance(lost + Math.max(0, difference), surplus + Math.max(0, -difference));
    }
  }

  /** What the gateway accepted in a minute. */
  public void accepted(Instant minute, long events) {
    differences.merge(minute, events, Long::sum);
  }

  /** What the processor counted in a minute. */
  public void counted(Instant minute, Tally tally) {
    differences.merge(minute, -counted(tally), Long::sum);
  }

  static long counted(Tally tally) {
    return tally.get(Count.STEPS_ADVANCED)
        + tally.get(Count.STEPS_LATE)
        + tally.get(Count.STEPS_AMENDED)
        + tally.get(Count.DUPLICATES)
        + tally.get(Count.OBSERVED);
  }

  /**
   * Of the minutes from one to before the other; minutes beside them are looked at for what is
   * missing there.
   */
  public Balance balance(Instant from, Instant to) {
    NavigableMap<Instant, Long> left = new TreeMap<>(differences);
    differences.keySet().forEach(minute -> settle(left, minute));
    Balance balance = Balance.EVEN;
    for (long difference : left.subMap(from, true, to, false).values()) {
      balance = balance.plus(difference);
    }
    return balance;
  }

  private static void settle(NavigableMap<Instant, Long> left, Instant minute) {
    Map<Instant, Long> beside = left.subMap(minute, false, minute.plus(BESIDE), true);
    for (Map.Entry<Instant, Long> other : beside.entrySet()) {
      long here = left.getOrDefault(minute, 0L);
      long there = other.getValue();
      if (Long.signum(here) * Long.signum(there) < 0) {
        long moved = Math.min(Math.abs(here), Math.abs(there)) * Long.signum(here);
        left.put(minute, here - moved);
        other.setValue(there + moved);
      }
    }
  }
}
