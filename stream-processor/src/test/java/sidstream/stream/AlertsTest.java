// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.Severity;
import sidstream.stream.alert.Terms;
import sidstream.stream.alert.Watch;

class AlertsTest {

  private static final String RULES = "sidstream.alerts.rules.";

  @Test
  void theFiveOfTheChecklistAreOnWithItsThresholds() {
    Watch watch = watch(Map.of());
    assertThat(text(watch, "low-balance")).isEqualTo("balance source below 1000.0 PT6H PT0S");
    assertThat(text(watch, "api-errors")).isEqualTo("api_errors_share source above 0.05 PT5M PT0S");
    assertThat(text(watch, "webhook-failures"))
        .isEqualTo("answers_failed_share source above 0.1 PT10M PT0S");
    assertThat(text(watch, "connect-rate"))
        .isEqualTo("connect_rate campaign below 0.25 PT10M PT30M");
    assertThat(text(watch, "no-calls")).isEqualTo("call_steps all below 1.0 PT15M PT0S");
    assertThat(rule(watch, "no-calls").terms().onlyInBusinessHours()).isTrue();
    assertThat(rule(watch, "connect-rate").minimumSample()).isEqualTo(20);
  }

  @Test
  void everyShippedRuleTellsWhatItMeansAndWhatToDo() {
    for (AlertRule rule : watch(Map.of()).book().rules()) {
      Terms.Advice advice = rule.terms().advice();
      assertThat(List.of(advice.meaning(), advice.look(), advice.action()))
          .as(rule.terms().name())
          .allSatisfy(text -> assertThat(text).endsWith("."));
      assertThat(advice.runbook()).isEqualTo("docs/alerts.md#" + rule.terms().name());
    }
  }

  @Test
  void oneSettingOfAShippedRuleIsReplaced() {
    Watch watch = watch(Map.of(RULES + "connect-rate.below", "0.3"));
    assertThat(text(watch, "connect-rate"))
        .isEqualTo("connect_rate campaign below 0.3 PT10M PT30M");
  }

  @Test
  void oneSettingIsReplacedFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("SIDSTREAM_ALERTS_RULES_CONNECT_RATE_MINIMUM_SAMPLE", "50");
    Watch watch = Watching.of(config(environment, Map.of()));
    assertThat(rule(watch, "connect-rate").minimumSample()).isEqualTo(50);
  }

  @Test
  void aShippedRuleIsSwitchedOff() {
    Watch watch = watch(Map.of(RULES + "no-calls.enabled", "false"));
    assertThat(watch.book().rules())
        .extracting(rule -> rule.terms().name())
        .doesNotContain("no-calls")
        .contains("connect-rate");
  }

  @Test
  void aRuleIsAddedInFourLines() {
    Watch watch =
        watch(
            Map.of(
                RULES + "busy.measure", "calls_busy",
                RULES + "busy.scope", "campaign",
                RULES + "busy.above", "100",
                RULES + "busy.window", "PT20M"));
    assertThat(text(watch, "busy")).isEqualTo("calls_busy campaign above 100.0 PT20M PT0S");
    assertThat(rule(watch, "busy").terms().severity()).isEqualTo(Severity.WARNING);
    assertThat(rule(watch, "busy").terms().timing().keepFiring()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theSilenceOfACampaignIsTheWindowOfItsRule() {
    Watch watch = watch(Map.of(RULES + "campaign-stuck.above", "30"));
    assertThat(text(watch, "campaign-stuck"))
        .isEqualTo("campaign_silent_minutes campaign above 30.0 PT30M PT5M");
  }

  @Test
  void aRuleOnCampaignsIsAddedInThreeLines() {
    Watch watch =
        watch(
            Map.of(
                RULES + "late.measure", "campaign_hours_left",
                RULES + "late.scope", "campaign",
                RULES + "late.above", "8"));
    assertThat(text(watch, "late")).isEqualTo("campaign_hours_left campaign above 8.0 PT0S PT0S");
  }

  @Test
  void aSilenceOfACampaignHasNoLowerLimit() {
    List<String> problems =
        problems(
            Map.of(
                RULES + "lively.measure", "campaign_silent_minutes",
                RULES + "lively.below", "5"));
    assertThat(problems)
        .containsExactly(
            "sidstream.alerts.rules.lively.below does not go with a silence, which is bad when it"
                + " is long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alerts.every | PT16S | sidstream.alerts.every = PT16S must be from PT0.1S to PT15S",
        "alerts.every | soon | sidstream.alerts.every = \"soon\" does not fit: Expected a duration such as PT10S, PT5M or PT24H",
        "alerts.start-delay | PT11M | sidstream.alerts.start-delay = PT11M must be from PT0S to PT10M",
        "alerts.settle | PT7H | sidstream.alerts.settle = PT7H must be from PT0S to PT6H",
        "alerts.crm-settle | PT9M | sidstream.alerts.crm-settle = PT9M must be from PT10M to PT192H",
        "alerts.crm-settle | P9D | sidstream.alerts.crm-settle = PT216H must be from PT10M to PT192H",
        "alerts.crm-settle | a day | sidstream.alerts.crm-settle = \"a day\" does not fit: Expected a duration such as PT10S, PT5M or PT24H",
        "interactions.time-to-live | PT12H | sidstream.alerts.crm-settle = PT25H must be from PT10M to PT12H",
        "alerts.rules.crm-backlog.scope | all | sidstream.alerts.rules.crm-backlog.scope does not go with crm_backlog, which is by source",
        "alerts.rules.no-calls.measure | connect_rate | sidstream.alerts.rules.no-calls.measure = \"connect_rate\" must be a count, for a silence",
        "alerts.rules.no-calls.silence | PT90S | sidstream.alerts.rules.no-calls.silence = PT1M30S must be whole minutes, from PT1M to PT24H",
        "alerts.rules.no-calls.below | 5 | sidstream.alerts.rules.no-calls: silence goes without above, below and window",
        "alerts.rules.connect-rate.measure | conect_rate | sidstream.alerts.rules.connect-rate.measure = \"conect_rate\" is unknown; did you mean 'connect_rate'?",
        "alerts.rules.connect-rate.scope | lead | sidstream.alerts.rules.connect-rate.scope = \"lead\" is unknown; there is all, source, campaign, exophone, sender, template",
        "alerts.rules.connect-rate.above | 0.9 | sidstream.alerts.rules.connect-rate needs one of above, below and silence",
        "alerts.rules.connect-rate.below | 25 | sidstream.alerts.rules.connect-rate.below = 25.0 is for a share: from 0 to 1",
        "alerts.rules.connect-rate.below | NaN | sidstream.alerts.rules.connect-rate.below = NaN is for a share: from 0 to 1",
        "alerts.rules.low-balance.below | NaN | sidstream.alerts.rules.low-balance.below = NaN is no number",
        "alerts.rules.connect-rate.below | much | sidstream.alerts.rules.connect-rate.below = \"much\" does not fit: Expected a double value, got \"much\"",
        "alerts.rules.connect-rate.window | PT25H | sidstream.alerts.rules.connect-rate.window = PT25H must be whole minutes, from PT1M to PT24H",
        "alerts.rules.connect-rate.for | PT-1M | sidstream.alerts.rules.connect-rate.for = PT-1M must not be negative",
        "alerts.rules.connect-rate.keep-firing-for | PT-1M | sidstream.alerts.rules.connect-rate.keep-firing-for = PT-1M must not be negative",
        "alerts.rules.connect-rate.minimum-sample | -1 | sidstream.alerts.rules.connect-rate.minimum-sample = -1 must not be negative",
        "alerts.rules.connect-rate.inhibited-by | no-cals | sidstream.alerts.rules.connect-rate.inhibited-by: there is no rule \"no-cals\"; did you mean 'no-calls'?",
        "alerts.rules.low-balance.scope | all | sidstream.alerts.rules.low-balance.scope does not go with balance, which is by source",
        "alerts.rules.low-balance.scope | campaign | sidstream.alerts.rules.low-balance.scope does not go with balance, which is by source",
        "alerts.rules.campaign-stuck.scope | all | sidstream.alerts.rules.campaign-stuck.scope does not go with campaign_silent_minutes, which is by campaign",
        "alerts.rules.campaign-stuck.window | PT1H | sidstream.alerts.rules.campaign-stuck.window does not go with campaign_silent_minutes, which is of the moment",
        "alerts.rules.campaign-stuck.above | 0 | sidstream.alerts.rules.campaign-stuck.above = 0.0 must be whole minutes, from 1 to 1440",
        "alerts.rules.campaign-stuck.above | 2.5 | sidstream.alerts.rules.campaign-stuck.above = 2.5 must be whole minutes, from 1 to 1440",
        "alerts.rules.campaign-stuck.above | 1441 | sidstream.alerts.rules.campaign-stuck.above = 1441.0 must be whole minutes, from 1 to 1440",
        "alerts.rules.campaign-stuck.above | NaN | sidstream.alerts.rules.campaign-stuck.above = NaN must be whole minutes, from 1 to 1440",
        "alerts.rules.campaign-stuck.measure | campaign_completion | sidstream.alerts.rules.campaign-stuck.above = 15.0 is for a share: from 0 to 1",
        "alerts.rules.campaign-stuck.measure | campaign_silent_minute | sidstream.alerts.rules.campaign-stuck.measure = \"campaign_silent_minute\" is unknown; did you mean 'campaign_silent_minutes'?",
        "alerts.rules.webhook-failures.inhibited-by | connect-rate | sidstream.alerts.rules: the alert rules [webhook-failures, connect-rate] inhibit each other: see their inhibited-by",
        "alerts.rules.lone.measure | calls_busy | sidstream.alerts.rules.lone needs one of above, below and silence",
        "alerts.rules.Lone.enabled | false | sidstream.alerts.rules.Lone is no name of a rule: small letters, digits and hyphens",
        "alerts.rules.lone.enabled | false | sidstream.alerts.rules.lone.measure is required",
        "alerts.rules.no-calls.befow | 5 | sidstream.alerts.rules.no-calls.befow (command line) is unknown",
        "business-hours.days | mon,dienstag | sidstream.business-hours.days: \"dienstag\" is no day; there is mon, tue, wed, thu, fri, sat, sun",
        "business-hours.windows | 9-17 | sidstream.business-hours.windows: \"9-17\" is not like 09:00-13:00",
        "business-hours.windows | 17:00-09:00 | sidstream.business-hours.windows: \"17:00-09:00\" must end after its start, by 24:00",
        "business-hours.windows | 09:00-24:30 | sidstream.business-hours.windows: \"09:00-24:30\" must end after its start, by 24:00"
      })
  void aWrongValueIsNamed(String setting, String value, String problem) {
    assertThat(problems(Map.of("sidstream." + setting, value))).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "alerts.rules.no-calls.severity, urgent",
    "business-hours.holidays, 26.01.2026",
    "business-hours.zone, Asia/Atlantis",
    "alerts.rules.no-calls.enabled, perhaps"
  })
  void aValueOfTheWrongKindIsNamed(String setting, String value) {
    assertThat(problems(Map.of("sidstream." + setting, value)))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .startsWith("sidstream." + setting + " = \"" + value + "\" does not fit"));
  }

  private static String text(Watch watch, String name) {
    AlertRule rule = rule(watch, name);
    return String.join(
        " ",
        rule.measure(),
        rule.scope().word(),
        rule.limit().word(),
        Double.toString(rule.limit().threshold()),
        rule.window().toString(),
        rule.terms().timing().pending().toString());
  }

  private static AlertRule rule(Watch watch, String name) {
    return watch.book().rules().stream()
        .filter(rule -> rule.terms().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Watch watch(Map<String, String> explicit) {
    return Watching.of(config(Map.of(), explicit));
  }

  private static List<String> problems(Map<String, String> explicit) {
    return catchThrowableOfType(ConfigException.class, () -> watch(explicit)).problems();
  }

  private static StreamConfig config(
      Map<String, String> environment, Map<String, String> explicit) {
    Map<String, String> all = new HashMap<>(explicit);
    all.put("sidstream.privacy.token-key", "key");
    return Settings.load(StreamConfig.class, environment, all).values();
  }
}
