// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Tally;

/**
 * The equation behind the processor, of every provider, minute of receipt by minute: steps advanced
 * + late + amended, each of which makes one event for the CRM, = delivered + dead. What is missing
 * waits, or is lost; a surplus is a receipt that a killed sink wrote twice. Both sides count in the
 * minute of the very same report, so no clock moves anything to the minute beside.
 *
 * <p>Where nobody tells of deliveries there is no sink, and nothing is judged: neither before the
 * first receipt came, nor when none has come for {@link #GIVEN_UP}.
 */
public final class CrmLedger {

  /** So long an event may be on its way without anything being wrong. */
  public static final Duration FLIGHT = Duration.ofMinutes(5);

  /** As long as crm-events keeps an event: then there is nothing left that a sink could deliver. */
  public static final Duration GIVEN_UP = Duration.ofDays(7);

  private final Map<String, NavigableMap<Instant, Long>> missing = new HashMap<>();
  private final Map<String, Sink> sinks = new HashMap<>();

  /**
   * That deliveries of a provider's events are told of.
   *
   * @param since when the first receipt came
   * @param last when the newest came
   */
  public record Sink(Instant since, Instant last) {

    boolean isThere(Instant now) {
      return last.plus(GIVEN_UP).isAfter(now);
    }

    /** The first minute of which every receipt was seen. */
    Instant start() {
      return since.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }
  }

  public static boolean hasReceipt(Tally tally) {
    return receipts(tally) != 0;
  }

  /** Something more in a minute; only minutes that do not add up take room. */
  public void counted(String source, Instant minute, Tally more) {
    long difference = events(more) - receipts(more);
    if (difference != 0) {
      missing
          .computeIfAbsent(source, name -> new TreeMap<>())
          .merge(minute, difference, CrmLedger::sum);
    }
  }

  /** What was known of a sink before. */
  public void restore(String source, Sink sink) {
    sinks.put(source, sink);
  }

  /** A receipt came; says what is known of the sink then. */
  public Sink told(String source, Instant now) {
    Sink known = sinks.get(source);
    Instant since = known == null || !known.isThere(now) ? now : known.since();
    Sink sink = new Sink(since, now);
    sinks.put(source, sink);
    return sink;
  }

  public void forget(Instant before) {
    missing.values().forEach(minutes -> minutes.headMap(before).clear());
  }

  /** Of the minutes from one to before the other, by source that has a sink. */
  public Map<String, Balance> balances(Instant from, Instant to, Instant now) {
    Map<String, Balance> balances = new TreeMap<>();
    sinks.forEach(
        (source, sink) -> {
          if (sink.isThere(now)) {
            Instant start = sink.start();
            balances.put(source, balance(source, start.isAfter(from) ? start : from, to));
          }
        });
    return balances;
  }

  private Balance balance(String source, Instant from, Instant to) {
    Balance balance = Balance.EVEN;
    NavigableMap<Instant, Long> minutes = missing.get(source);
    if (minutes != null && from.isBefore(to)) {
      for (long difference : minutes.subMap(from, to).values()) {
        balance = balance.plus(difference);
      }
    }
    return balance;
  }

  private static long events(Tally tally) {
    return tally.get(Count.STEPS_ADVANCED)
        + tally.get(Count.STEPS_LATE)
        + tally.get(Count.STEPS_AMENDED);
  }

  private static long receipts(Tally tally) {
    return tally.get(Count.CRM_DELIVERED) + tally.get(Count.CRM_DEAD);
  }

  private static @Nullable Long sum(long one, long other) {
    return one + other == 0 ? null : one + other;
  }
}
