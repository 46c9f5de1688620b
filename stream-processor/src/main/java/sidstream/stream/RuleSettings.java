// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.config.Suggestion;
import sidstream.stream.AlertsConfig.RuleConfig;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.AlertRule.OfMeasure;
import sidstream.stream.alert.AlertRule.OfSign;
import sidstream.stream.alert.AlertRule.Silence;
import sidstream.stream.alert.CampaignSign;
import sidstream.stream.alert.Limit;
import sidstream.stream.alert.Sign;
import sidstream.stream.alert.Terms;
import sidstream.stream.alert.Terms.Advice;
import sidstream.stream.alert.Terms.Timing;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Measure;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Scope;

/** Makes a rule of its settings. */
final class RuleSettings {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final long USUAL_SAMPLE = 20;

  private final String name;
  private final RuleConfig config;
  private final Set<String> names;
  private final List<String> problems;
  private boolean sound = true;

  /**
   * @param names of all rules
   * @param problems takes a sentence for everything that is wrong
   */
  RuleSettings(String name, RuleConfig config, Set<String> names, List<String> problems) {
    this.name = name;
    this.config = config;
    this.names = names;
    this.problems = problems;
  }

  /** Empty when something is wrong with it. */
  Optional<AlertRule> rule(String runbookUrl) {
    Terms terms = terms(runbookUrl);
    AlertRule rule = config.silence().isPresent() ? silence(terms) : limited(terms);
    return sound ? Optional.ofNullable(rule) : Optional.empty();
  }

  private Terms terms(String runbookUrl) {
    if (!name.matches("[a-z0-9-]+")) {
      wrong("", " is no name of a rule: small letters, digits and hyphens");
    }
    notNegative("for", config.pending());
    notNegative("keep-firing-for", config.keepFiringFor());
    List<String> inhibitors = config.inhibitedBy().orElse(List.of());
    inhibitors.stream().filter(other -> !names.contains(other)).forEach(this::noInhibitor);
    return new Terms(
        name,
        config.severity(),
        new Timing(config.pending(), config.keepFiringFor()),
        config.businessHours(),
        inhibitors,
        new Advice(
            config.meaning().orElse(""),
            config.look().orElse(""),
            config.action().orElse(""),
            config.runbook().orElse(runbookUrl + '#' + name)));
  }

  private void noInhibitor(String other) {
    wrong(
        ".inhibited-by", ": there is no rule \"" + other + '"' + suggestion(other, names.stream()));
  }

  private @Nullable AlertRule silence(Terms terms) {
    if (config.above().isPresent() || config.below().isPresent() || config.window().isPresent()) {
      wrong("", ": silence goes without above, below and window");
    }
    Duration window = window("silence", config.silence());
    Count count = count();
    Scope.Kind scope = scope();
    return count == null ? null : new Silence(terms, count, scope, window);
  }

  private @Nullable Count count() {
    Optional<Measure> measure = config.measure().flatMap(Measure::named);
    if (measure.isPresent() && measure.get() instanceof Count count) {
      return count;
    }
    wrong(".measure", shown(config.measure()) + " must be a count, for a silence");
    return null;
  }

  private @Nullable AlertRule limited(Terms terms) {
    Limit limit = limit();
    String word = config.measure().orElse("");
    Optional<Measure> measure = Measure.named(word);
    if (measure.isPresent()) {
      return ofMeasure(terms, measure.get(), limit);
    }
    Optional<Sign> sign = Sign.named(word);
    if (sign.isPresent()) {
      return ofSign(terms, sign.get(), limit);
    }
    noMeasure(word);
    return null;
  }

  private AlertRule ofMeasure(Terms terms, Measure measure, Limit limit) {
    check(limit, measure instanceof Metric metric && isShare(metric));
    long sample = sample(measure instanceof Metric metric && !metric.isSum());
    return new OfMeasure(terms, measure, scope(), window(), limit, sample);
  }

  private AlertRule ofSign(Terms terms, Sign sign, Limit limit) {
    check(limit, sign.isShare());
    String scope = sign.scope().word();
    if (config.scope().filter(word -> !word.equals(scope)).isPresent()) {
      wrong(".scope", " does not go with " + sign.word() + ", which is by " + scope);
    }
    Duration window = sign instanceof CampaignSign campaign ? span(campaign, limit) : window();
    return new OfSign(terms, sign, window, limit, sample(sign.isShare()));
  }

  /** A campaign is looked at as it is; only a silence that is too long has a length. */
  private Duration span(CampaignSign sign, Limit limit) {
    if (config.window().isPresent()) {
      wrong(".window", " does not go with " + sign.word() + ", which is of the moment");
    }
    return sign == CampaignSign.CAMPAIGN_SILENT_MINUTES ? silence(limit) : Duration.ZERO;
  }

  private Duration silence(Limit limit) {
    double minutes = limit.threshold();
    if (!limit.above()) {
      wrong(".below", " does not go with a silence, which is bad when it is long");
    } else if (!(minutes >= 1 && minutes <= LONGEST.toMinutes()) || minutes != Math.rint(minutes)) {
      wrong(".above", " = " + minutes + " must be whole minutes, from 1 to " + LONGEST.toMinutes());
    }
    return Duration.ofMinutes((long) minutes);
  }

  private void noMeasure(String word) {
    Stream<String> known =
        Stream.concat(Measure.all().map(Measure::word), Sign.all().map(Sign::word));
    wrong(
        ".measure",
        word.isEmpty()
            ? " is required"
            : shown(config.measure()) + " is unknown" + suggestion(word, known));
  }

  private Limit limit() {
    if (config.above().isPresent() == config.below().isPresent()) {
      wrong("", " needs one of above, below and silence");
    }
    return config.above().map(Limit::above).orElse(Limit.below(config.below().orElse(0.0)));
  }

  private void check(Limit limit, boolean share) {
    double threshold = limit.threshold();
    if (!Double.isFinite(threshold) || (share && (threshold < 0 || threshold > 1))) {
      String expected = share ? " is for a share: from 0 to 1" : " is no number";
      wrong('.' + limit.word(), " = " + threshold + expected);
    }
  }

  /** Rates with a word for time are seconds. */
  private static boolean isShare(Metric metric) {
    return !metric.isSum() && !metric.word().endsWith("seconds");
  }

  private long sample(boolean rate) {
    long sample = config.minimumSample().orElse(rate ? USUAL_SAMPLE : 0);
    if (sample < 0) {
      wrong(".minimum-sample", " = " + sample + " must not be negative");
    }
    return sample;
  }

  private Duration window() {
    return window("window", config.window());
  }

  private Duration window(String setting, Optional<Duration> given) {
    Duration window = given.orElse(SHORTEST);
    if (given.isEmpty()) {
      wrong('.' + setting, " is required");
    } else if (window.compareTo(SHORTEST) < 0
        || window.compareTo(LONGEST) > 0
        || !window.equals(window.truncatedTo(ChronoUnit.MINUTES))) {
      wrong('.' + setting, " = " + window + " must be whole minutes, from PT1M to PT24H");
    }
    return window;
  }

  private Scope.Kind scope() {
    String word = config.scope().orElse(Scope.Kind.ALL.word());
    Optional<Scope.Kind> kind =
        Stream.of(Scope.Kind.values()).filter(next -> next.word().equals(word)).findFirst();
    if (kind.isEmpty()) {
      List<String> known = Stream.of(Scope.Kind.values()).map(Scope.Kind::word).toList();
      wrong(".scope", " = \"" + word + "\" is unknown; there is " + String.join(", ", known));
    }
    return kind.orElse(Scope.Kind.ALL);
  }

  private void notNegative(String setting, Duration value) {
    if (value.isNegative()) {
      wrong('.' + setting, " = " + value + " must not be negative");
    }
  }

  private static String shown(Optional<String> value) {
    return value.map(word -> " = \"" + word + '"').orElse("");
  }

  private static String suggestion(String word, Stream<String> known) {
    return new Suggestion(known.toList()).sentence(word.toLowerCase(Locale.ROOT));
  }

  private void wrong(String setting, String what) {
    sound = false;
    problems.add("sidstream.alerts.rules." + name + setting + what);
  }
}
