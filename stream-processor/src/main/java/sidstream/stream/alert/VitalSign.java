// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import sidstream.stream.rates.Scope;

/** What rules can watch of the apps themselves, source by source. */
public enum VitalSign implements Sign {
  ANSWERS_FAILED_SHARE(
      "answers", "Of the answers given to a provider's webhooks, the share that was not 2xx"),
  API_ERRORS_SHARE(
      "api-calls", "Of the calls made to a provider's API, the share that was not answered 2xx"),
  QUARANTINED_SHARE(
      "accepted", "Of the webhooks accepted from a provider, the share that could not be read"),
  BALANCE("balance", "Credit at a provider, in the account's currency, as last read"),
  SPOOL_RECORDS("spool", "Webhooks in the spools of all gateways that wait for Kafka"),
  CLOCK_SKEW_SECONDS(
      "clock",
      "Seconds by which the worst gateway's clock is ahead of the brokers' or behind, at least"),
  LEDGER_GAP("accepted", "Webhooks that the gateway accepted and the processor never saw");

  private static final String UNCONFIGURED = "unknown";
  private static final String PAISE = "paise";
  private static final double MILLIS = 1_000;
  private static final double PAISE_OF_A_RUPEE = 100;

  private final String kind;
  private final String meaning;

  VitalSign(String kind, String meaning) {
    this.kind = kind;
    this.meaning = meaning;
  }

  /** Kind of the records of vitals that tell it. */
  public String kind() {
    return kind;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public boolean isShare() {
    return this == ANSWERS_FAILED_SHARE || this == API_ERRORS_SHARE || this == QUARANTINED_SHARE;
  }

  @Override
  public Scope.Kind scope() {
    return this == SPOOL_RECORDS || this == CLOCK_SKEW_SECONDS ? Scope.Kind.ALL : Scope.Kind.SOURCE;
  }

  @Override
  public Map<Scope, Reading> read(Readings readings, Duration window) {
    Map<Scope, Reading> values = new HashMap<>();
    bySource(readings, window).forEach((source, value) -> values.put(scope(source), value));
    return values;
  }

  /** What a value of a source is about: the word all stands for every provider. */
  private static Scope scope(String source) {
    return source.equals(Scope.ALL.key()) ? Scope.ALL : Scope.Kind.SOURCE.of(source);
  }

  /** Of what nobody tells there is none. */
  private Map<String, Reading> bySource(Readings readings, Duration window) {
    Map<String, Reading> values = new HashMap<>();
    switch (this) {
      case ANSWERS_FAILED_SHARE, API_ERRORS_SHARE ->
          readings.vitals(kind, window).forEach((source, counts) -> share(source, counts, values));
      case QUARANTINED_SHARE ->
          readings.vitals(kind, window).forEach((s, counts) -> quarantined(s, counts, values));
      case BALANCE ->
          readings.newestVitals(kind, window).forEach((s, told) -> balance(s, told, values));
      case SPOOL_RECORDS ->
          readings.newestVitals(kind, window).forEach((s, told) -> values.put(s, spool(told)));
      case CLOCK_SKEW_SECONDS ->
          readings.newestVitals(kind, window).forEach((s, told) -> values.put(s, skew(told)));
      case LEDGER_GAP ->
          readings.lost(window).forEach((s, lost) -> values.put(s, one((double) lost)));
    }
    return values;
  }

  /** Requests that no provider sent, such as a scanner's, are nobody's failure. */
  private static void share(String source, Map<String, Long> counts, Map<String, Reading> values) {
    long all = sum(counts, status -> true);
    if (all > 0 && !source.equals(UNCONFIGURED)) {
      long good = sum(counts, status -> status / 100 == 2);
      values.put(source, new Reading((double) (all - good) / all, all));
    }
  }

  private static void quarantined(
      String source, Map<String, Long> counts, Map<String, Reading> values) {
    long bad = counts.getOrDefault("quarantined", 0L);
    long all = bad + counts.getOrDefault("events", 0L);
    if (all > 0) {
      values.put(source, new Reading((double) bad / all, all));
    }
  }

  /** Every instance that looks sees the same balance: the newest one holds. */
  private static void balance(
      String source, List<Map<String, Long>> told, Map<String, Reading> values) {
    Long paise = told.get(0).get(PAISE);
    if (paise != null) {
      values.put(source, one(paise / PAISE_OF_A_RUPEE));
    }
  }

  /** Every instance has a spool of its own. */
  private static Reading spool(List<Map<String, Long>> told) {
    return one((double) sum(told));
  }

  /** Every instance has a clock of its own, and ahead and behind are told apart. */
  private static Reading skew(List<Map<String, Long>> told) {
    long worst = told.stream().flatMap(counts -> counts.values().stream()).reduce(0L, Math::max);
    return new Reading(worst / MILLIS, told.size());
  }

  private static long sum(List<Map<String, Long>> told) {
    return told.stream().mapToLong(counts -> counts.getOrDefault("records", 0L)).sum();
  }

  private static Reading one(double value) {
    return new Reading(value, 1);
  }

  private static long sum(Map<String, Long> counts, LongPredicate wanted) {
    return counts.entrySet().stream()
        .filter(entry -> wanted.test(status(entry.getKey())))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** 0 for a word: no answer came. */
  private static long status(String key) {
    return key.chars().allMatch(Character::isDigit) && key.length() == 3 ? Long.parseLong(key) : 0;
  }
}
