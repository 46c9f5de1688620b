// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Measure;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

/** When somebody must be told. A rule judges every scope by itself and remembers nothing. */
public sealed interface AlertRule {

  Terms terms();

  /** Over how long it looks back. */
  Duration window();

  /** What it looks at, by its name in configuration. */
  String measure();

  Limit limit();

  /** Of which kind of thing it tells. */
  Scope.Kind scope();

  /** On how little it does not judge. */
  long minimumSample();

  /** Of every scope that there is something to say about. */
  Map<Scope, Verdict> judge(Readings readings);

  /** Of a scope of which there is nothing: a rate is unknown then. */
  default Verdict judgeNothing() {
    return Verdict.UNKNOWN;
  }

  /**
   * A measure of the events, summed over the window.
   *
   * @param minimumSample of calls or messages, below which nothing is judged
   */
  record OfMeasure(
      Terms terms, Measure of, Scope.Kind scope, Duration window, Limit limit, long minimumSample)
      implements AlertRule {

    @Override
    public String measure() {
      return of.word();
    }

    @Override
    public Map<Scope, Verdict> judge(Readings readings) {
      Map<Scope, Verdict> verdicts = new HashMap<>();
      readings.sums(scope, window).forEach((each, tally) -> verdicts.put(each, judge(tally)));
      return verdicts;
    }

    /** Nothing counted is nothing bad; what should be more, nobody may expect any longer. */
    @Override
    public Verdict judgeNothing() {
      Verdict verdict = judge(Tally.ZERO);
      return verdict instanceof Verdict.Breached ? Verdict.UNKNOWN : verdict;
    }

    private Verdict judge(Tally tally) {
      Double value = of.of(tally);
      long sample = of.sample(tally);
      return value == null || sample < minimumSample
          ? Verdict.UNKNOWN
          : Verdict.of(limit, value, sample);
    }
  }

  /**
   * A count that stays 0 for the whole window. Everything is expected always; one of several things
   * while it was heard of within the last {@link #EXPECTED} windows.
   */
  record Silence(Terms terms, Count of, Scope.Kind scope, Duration window) implements AlertRule {

    /** For how many windows something that was heard of is expected to be heard of again. */
    public static final int EXPECTED = 4;

    @Override
    public String measure() {
      return of.word();
    }

    @Override
    public Limit limit() {
      return Limit.below(1);
    }

    @Override
    public long minimumSample() {
      return 0;
    }

    @Override
    public Map<Scope, Verdict> judge(Readings readings) {
      if (readings.watchedFor().compareTo(window) < 0) {
        return Map.of();
      }
      Map<Scope, Tally> heard = readings.sums(scope, window);
      if (scope == Scope.Kind.ALL) {
        return Map.of(Scope.ALL, judge(heard.getOrDefault(Scope.ALL, Tally.ZERO)));
      }
      return readings.sums(scope, window.multipliedBy(EXPECTED)).entrySet().stream()
          .filter(expected -> expected.getValue().get(of) > 0)
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  expected -> judge(heard.getOrDefault(expected.getKey(), Tally.ZERO))));
    }

    private Verdict judge(Tally tally) {
      long count = tally.get(of);
      return Verdict.of(limit(), (double) count, count);
    }
  }

  /**
   * A sign of the apps, the way to the CRM, or campaigns.
   *
   * @param minimumSample of answers, calls or contacts, below which nothing is judged
   */
  record OfSign(Terms terms, Sign sign, Duration window, Limit limit, long minimumSample)
      implements AlertRule {

    @Override
    public String measure() {
      return sign.word();
    }

    @Override
    public Scope.Kind scope() {
      return sign.scope();
    }

    @Override
    public Map<Scope, Verdict> judge(Readings readings) {
      Map<Scope, Verdict> verdicts = new HashMap<>();
      sign.read(readings, window).forEach((each, value) -> verdicts.put(each, judge(value)));
      return verdicts;
    }

    private Verdict judge(Sign.Reading reading) {
      return reading.sample() < minimumSample
          ? Verdict.UNKNOWN
          : Verdict.of(limit, reading.value(), reading.sample());
    }
  }
}
