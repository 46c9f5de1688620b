// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sidstream.schemas.record.Alert;

/**
 * Every shipped rule as it is shipped, look by look of ten seconds: it fires in the right minute
 * and not before, holds, and resolves; on too small a sample it says nothing. Calls keep coming, so
 * that silence is not what fires.
 */
@Tag("slow")
class ShippedAlertsTest {

  private static final String SOURCE = "source:exotel";
  private static final int BAD_FROM = 5;
  private static final int GOOD_FROM = 60;
  private static final int AND_ON = 10;

  private final AlertWorld world = new AlertWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * What comes in each minute, good and bad, and when the rule fires and resolves; null for never.
   */
  record Scenario(String rule, String scope, Feed good, Feed bad, Integer fires, Integer resolves) {

    @Override
    public String toString() {
      return rule + (fires == null ? " on too little" : "");
    }
  }

  /** What comes in a minute. */
  interface Feed {
    void to(AlertWorld world);
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        new Scenario(
            "low-balance", SOURCE, balance(100_000), balance(99_999), BAD_FROM, GOOD_FROM + 5),
        new Scenario(
            "api-errors", SOURCE, told("api-calls", 95, 5), told("api-calls", 90, 10), 5, 68),
        new Scenario("api-errors", SOURCE, told("api-calls", 2, 0), told("api-calls", 0, 2), 5, 65),
        new Scenario(
            "api-errors", SOURCE, told("api-calls", 1, 0), told("api-calls", 0, 1), null, null),
        new Scenario("api-away", SOURCE, told("api-calls", 1, 0), told("api-calls", 0, 1), 49, 65),
        new Scenario(
            "api-away", SOURCE, told("api-calls", 1, 0), told("api-calls", 2, 98), null, null),
        new Scenario(
            "webhook-failures", SOURCE, told("answers", 90, 10), told("answers", 85, 15), 5, 73),
        new Scenario(
            "webhook-failures", SOURCE, told("answers", 1, 0), told("answers", 0, 1), null, null),
        new Scenario(
            "connect-rate",
            "campaign:k",
            calls("campaign:k", 25, 75),
            calls("campaign:k", 20, 80),
            35,
            74),
        new Scenario(
            "connect-rate",
            "campaign:k",
            calls("campaign:k", 1, 0),
            calls("campaign:k", 0, 1),
            null,
            null),
        new Scenario(
            "delivery-rate", SOURCE, sms("sms_failed", 70, 30), sms("sms_failed", 60, 40), 5, 94),
        new Scenario(
            "delivery-rate", SOURCE, sms("sms_failed", 1, 0), sms("sms_failed", 0, 1), null, null),
        refusals("dlt-rejections", SOURCE, "sms_failed_dlt", 5, 10),
        refusals("dnd-share", SOURCE, "sms_failed_dnd", 10, 20),
        refusals("dnd-share-campaign", "campaign:k", "sms_failed_dnd", 10, 20),
        refusals("dlt-rejections-template", "template:t", "sms_failed_dlt", 5, 10),
        refusals("dlt-rejections-campaign", "campaign:k", "sms_failed_dlt", 5, 10),
        new Scenario(
            "calls-outside-hours",
            SOURCE,
            counted(SOURCE, "calls_outside_hours", 0),
            counted(SOURCE, "calls_outside_hours", 1),
            5,
            79),
        new Scenario("unfinished-calls", SOURCE, unfinished(2), unfinished(8), 5, 124),
        new Scenario("quarantine", SOURCE, accepted(98, 2), accepted(90, 10), 5, 78),
        new Scenario("quarantine", SOURCE, accepted(1, 0), accepted(0, 1), null, null),
        new Scenario(
            "unreadable-records",
            "all",
            counted("all", "unreadable", 0),
            counted("all", "unreadable", 1),
            5,
            79),
        new Scenario("duplicate-storm", SOURCE, repeated(50), repeated(80), 5, 74),
        new Scenario(
            "crm-dead-letters",
            SOURCE,
            counted(SOURCE, "crm_delivered", 100),
            counted(SOURCE, "crm_dead_letters", 1),
            5,
            124),
        new Scenario("clock-skew", "all", clock(30_000, 0), clock(30_001, 0), 10, 65),
        new Scenario("clock-skew", "all", clock(0, 30_000), clock(0, 31_000), 10, 65),
        new Scenario("spool", "all", spool(0), spool(1), 10, 65));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void itFiresInItsMinuteHoldsAndResolves(Scenario scenario) {
    List<String> told =
        run(scenario).stream().filter(text -> text.contains(' ' + scenario.rule + ' ')).toList();
    String alert = ' ' + scenario.rule + ' ' + scenario.scope + ' ';
    if (scenario.fires == null) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told)
          .containsExactly(
              scenario.fires + alert + "firing", scenario.resolves + alert + "recovered");
    }
  }

  private List<String> run(Scenario scenario) {
    return world.run(
        (scenario.resolves == null ? GOOD_FROM : scenario.resolves) + AND_ON,
        minute -> {
          world.tally("all", Map.of("call_steps", 5L));
          boolean bad = minute >= BAD_FROM && minute < GOOD_FROM;
          (bad ? scenario.bad : scenario.good).to(world);
        });
  }

  private static Feed balance(long paise) {
    return world -> world.tell("balance", "exotel", Map.of("paise", paise));
  }

  private static Feed told(String kind, long good, long failed) {
    return world -> world.tell(kind, "exotel", Map.of("200", good, "503", failed));
  }

  private static Feed calls(String scope, long connected, long missed) {
    return world ->
        world.tally(scope, Map.of("calls_connected", connected, "calls_no_answer", missed));
  }

  private static Feed sms(String failure, long delivered, long failed) {
    return world -> world.tally(SOURCE, Map.of("sms_delivered", delivered, failure, failed));
  }

  /** Of a hundred SMS so many are refused while all is well, and while it is not. */
  private static Scenario refusals(String rule, String scope, String why, long well, long ill) {
    return new Scenario(rule, scope, refused(scope, why, well), refused(scope, why, ill), 5, 94);
  }

  private static Feed refused(String scope, String why, long refused) {
    return world ->
        world.tally(
            scope, Map.of("sms_delivered", 100 - refused, "sms_failed", refused, why, refused));
  }

  private static Feed unfinished(long calls) {
    return world -> world.tally(SOURCE, Map.of("calls_connected", 98L, "calls_unfinished", calls));
  }

  private static Feed counted(String scope, String count, long number) {
    return world -> world.tally(scope, Map.of(count, number));
  }

  /** What is accepted is processed too. */
  private static Feed accepted(long webhooks, long quarantined) {
    return world -> {
      world.tell("accepted", "exotel", Map.of("events", webhooks, "quarantined", quarantined));
      world.tally(SOURCE, Map.of("steps_advanced", webhooks));
    };
  }

  private static Feed repeated(long percent) {
    return world ->
        world.tally(SOURCE, Map.of("steps_advanced", 100 - percent, "duplicates", percent));
  }

  private static Feed spool(long records) {
    return world -> world.tell("spool", "all", Map.of("records", records));
  }

  private static Feed clock(long ahead, long behind) {
    return world -> world.tell("clock", "all", Map.of("ahead_ms", ahead, "behind_ms", behind));
  }

  @Test
  void everyShippedRuleHasItsScenario() {
    List<String> elsewhere =
        List.of(
            "no-calls",
            "no-calls-exophone",
            "ledger-gap",
            "crm-backlog",
            "crm-ledger-gap",
            "campaign-stuck");
    List<String> all =
        Stream.concat(scenarios().map(Scenario::rule), elsewhere.stream()).distinct().toList();
    assertThat(ShippedRules.names()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void theConnectRateIsNoAlertWhileTheGatewayFails() {
    List<String> told =
        world.run(
            60,
            minute -> {
              world.tally("all", Map.of("call_steps", 5L));
              calls("campaign:k", 5, 95).to(world);
              told("answers", 50, 50).to(world);
            });
    assertThat(told).containsExactly("1 webhook-failures source:exotel firing");
    told =
        world.run(
            50,
            minute -> {
              world.tally("all", Map.of("call_steps", 5L));
              calls("campaign:k", 5, 95).to(world);
              told("answers", 100, 0).to(world);
            });
    assertThat(told)
        .containsExactly(
            "72 webhook-failures source:exotel recovered", "102 connect-rate campaign:k firing");
  }

  @Test
  void vitalsOfSeveralInstancesAddUpAndThoseToldTwiceCountOnce() {
    List<String> told =
        world.run(
            20,
            minute -> {
              world.tally("all", Map.of("call_steps", 5L));
              Instant before = world.minute().minusSeconds(60);
              world.tell("answers", "exotel", "a", before, Map.of("200", 2L));
              for (int copy = 0; copy < 5; copy++) {
                world.tell("answers", "exotel", "b", before, Map.of("503", 1L));
              }
            });
    // 3 a minute: 20 in the seventh, of which a third failed
    assertThat(told).containsExactly("6 webhook-failures source:exotel firing");
  }

  /** From the first look after a minute on; and the last word of one that is gone does not last. */
  @Test
  void oneWrongClockOfSeveralIsEnough() {
    List<String> told =
        world.run(
            40,
            minute -> {
              world.tally("all", Map.of("call_steps", 5L));
              Instant before = world.minute().minusSeconds(60);
              world.tell("clock", "all", "a", before, Map.of("ahead_ms", 0L, "behind_ms", 0L));
              if (minute < 10) {
                world.tell("clock", "all", "b", before, Map.of("ahead_ms", 90_000L));
              }
            });
    assertThat(told).containsExactly("6 clock-skew all firing", "23 clock-skew all recovered");
  }

  @Test
  void theRecordSaysWhatItIsAbout() {
    world.run(1, minute -> world.tally("all", Map.of("call_steps", 5L)));
    world.tell("balance", "exotel", Map.of("paise", 50_050L));
    List<Alert> told = List.of();
    for (int i = 0; i < 3 && told.isEmpty(); i++) {
      told = world.look();
    }
    assertThat(told)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getValue()).isEqualTo(500.50);
              assertThat(alert.getThreshold()).isEqualTo(1000);
              assertThat(alert.getComparison()).isEqualTo("below");
              assertThat(alert.getAction()).isEqualTo("Add credits.");
              assertThat(alert.getRunbook()).isEqualTo("docs/alerts.md#low-balance");
              assertThat(alert.getSeverity()).isEqualTo("critical");
              assertThat(alert.getFingerprint()).hasSize(16);
            });
  }
}
