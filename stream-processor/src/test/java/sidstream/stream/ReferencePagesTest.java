// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.Settings;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.CampaignSign;
import sidstream.stream.alert.CrmSign;
import sidstream.stream.alert.Terms;
import sidstream.stream.alert.VitalSign;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Scope;

/**
 * docs/metrics.md is made of the counts, metrics and scopes, docs/alerts.md of the shipped rules.
 * Written by {@code -Dsidstream.docs.write=true}.
 */
class ReferencePagesTest {

  private static final Path DOCS = Path.of("../docs");

  @Test
  void thePageOfMetricsSaysWhatTheCodeSays() throws IOException {
    check("metrics.md", metrics());
  }

  @Test
  void thePageOfAlertsSaysWhatIsShipped() throws IOException {
    check("alerts.md", alerts());
  }

  private static void check(String name, String page) throws IOException {
    if (Boolean.getBoolean("sidstream.docs.write")) {
      Files.writeString(DOCS.resolve(name), page);
    }
    assertThat(Files.readString(DOCS.resolve(name))).isEqualTo(page);
  }

  private static String metrics() {
    return """
        # Metrics

        Generated from the code; see CONTRIBUTING.md. What is counted, minute by minute and scope by scope, and what is
        worked out from it. The names are those of the fields on the topic rates and of `measure` in alert rules.

        ## Counts

        | name | meaning |
        |---|---|
        %s
        ## Metrics

        | name | meaning | formula |
        |---|---|---|
        %s
        ## Scopes

        | scope | meaning |
        |---|---|
        %s
        ## Signs of the apps

        What alert rules can watch besides, source by source, told on the topic vitals.

        | name | meaning | told as |
        |---|---|---|
        %s
        ## Signs of the CRM

        What alert rules can watch of the way to the CRM, source by source: steps are accepted, and each is an event that
        the sink delivers or gives up. A source of which no receipt came yet, or none for seven days, has no sink and is
        not judged; nor are minutes before its first receipt.

        | name | meaning |
        |---|---|
        %s
        ## Signs of the campaigns

        What alert rules can watch of campaigns as they are at the moment: these rules have no `window`. A campaign that
        is paused or has ended by its own callback is not judged, nor one of which nothing was counted for three days.

        | name | meaning |
        |---|---|
        %s"""
        .formatted(
            rows(Stream.of(Count.values()).map(count -> row(code(count.word()), count.meaning()))),
            rows(
                Stream.of(Metric.values())
                    .map(
                        metric ->
                            row(
                                code(metric.word()),
                                metric.meaning().replace(": " + metric.formula(), ""),
                                code(metric.formula())))),
            rows(
                Stream.of(Scope.Kind.values()).map(kind -> row(code(kind.word()), kind.meaning()))),
            rows(
                Stream.of(VitalSign.values())
                    .map(sign -> row(code(sign.word()), sign.meaning(), code(sign.kind())))),
            rows(Stream.of(CrmSign.values()).map(sign -> row(code(sign.word()), sign.meaning()))),
            rows(
                Stream.of(CampaignSign.values())
                    .map(sign -> row(code(sign.word()), sign.meaning()))));
  }

  private static String alerts() {
    StringBuilder page =
        new StringBuilder(
            """
            # Alerts

            Generated from the shipped rules; see CONTRIBUTING.md. Measures are described in [metrics.md](metrics.md). A
            setting `sidstream.alerts.rules.<name>.<property>` replaces one property of a rule, `.enabled=false` switches it
            off, and a new name with `measure`, `scope`, `above` or `below`, and `window` is a new rule.

            A value is taken over the last whole minutes of its window and the minute that runs. An alert fires when its
            limit was passed for so long as *for* says, and resolves when it was kept for so long as *keep* says. On fewer
            calls, messages, contacts or answers than *sample* nothing is judged. A campaign is looked at as it is: the
            window of its silence is the silence that is too long.

            | rule | fires when | window | for | keep | sample | scope | severity | inhibited by |
            |---|---|---|---|---|---|---|---|---|
            """);
    StreamConfig config = config(Map.of());
    List<AlertRule> rules = allOn();
    rules.forEach(rule -> page.append(row(config, rule)));
    rules.forEach(rule -> page.append(section(rule)));
    return page.toString();
  }

  private static String row(StreamConfig config, AlertRule rule) {
    Terms terms = rule.terms();
    String off = config.alerts().rules().get(terms.name()).enabled() ? "" : " (switched off)";
    String hours = terms.onlyInBusinessHours() ? ", in business hours" : "";
    return row(
        '[' + terms.name() + "](#" + terms.name() + ')' + off,
        condition(rule) + hours,
        text(rule.window()),
        text(terms.timing().pending()),
        text(terms.timing().keepFiring()),
        Long.toString(rule.minimumSample()),
        rule.scope().word(),
        terms.severity().word(),
        String.join(", ", terms.inhibitedBy()));
  }

  private static String condition(AlertRule rule) {
    if (rule instanceof AlertRule.Silence) {
      return code(rule.measure()) + " is 0";
    }
    String threshold = Double.toString(rule.limit().threshold()).replaceFirst("\\.0$", "");
    return code(rule.measure()) + ' ' + rule.limit().word() + ' ' + threshold;
  }

  private static String section(AlertRule rule) {
    Terms.Advice advice = rule.terms().advice();
    return "\n## %s\n\n**What it means.** %s\n\n**How to look.** %s\n\n**What to do.** %s\n"
        .formatted(rule.terms().name(), advice.meaning(), advice.look(), advice.action());
  }

  private static String text(Duration duration) {
    return duration.isZero()
        ? "0"
        : duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  private static String rows(Stream<String> rows) {
    return rows.collect(Collectors.joining());
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String code(String text) {
    return '`' + text + '`';
  }

  /** By name, those too that are shipped switched off. */
  private static List<AlertRule> allOn() {
    Map<String, String> on = new HashMap<>();
    for (String name : new TreeSet<>(config(Map.of()).alerts().rules().keySet())) {
      on.put("sidstream.alerts.rules." + name + ".enabled", "true");
    }
    return Watching.of(config(on)).book().rules().stream()
        .sorted(java.util.Comparator.comparing(rule -> rule.terms().name()))
        .toList();
  }

  private static StreamConfig config(Map<String, String> explicit) {
    Map<String, String> all = new HashMap<>(explicit);
    all.put("sidstream.privacy.token-key", "key");
    return Settings.load(StreamConfig.class, Map.of(), all).values();
  }
}
