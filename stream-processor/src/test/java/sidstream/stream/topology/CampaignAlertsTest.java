// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.schemas.record.Alert;
import sidstream.stream.interaction.Privacy;

/**
 * Rules that look at campaigns, minute by minute: the shipped campaign-stuck, and some of an
 * operator's. Other calls keep coming, so that it is the campaign that is silent and nothing else.
 */
@Tag("slow")
class CampaignAlertsTest {

  private static final String RULES = "sidstream.alerts.rules.";
  private static final Map<String, String> PLAN = Map.of("sidstream.campaigns.planned.k", "1000");
  private static final String FIRES = "24 campaign-stuck campaign:k firing";

  private AlertWorld world = new AlertWorld(AlertWorld.MONDAY_ELEVEN, PLAN);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aCampaignFiresAfterTwentyMinutesOfSilenceHoldsAndResolvesWhenItGoesOn() {
    List<String> told = run(60, minute -> minute < 5 || minute >= 50);

    assertThat(told).containsExactly(FIRES, "55 campaign-stuck campaign:k recovered");
  }

  @Test
  void theAlertSaysHowLongTheCampaignHasBeenSilent() {
    world.run(1, minute -> attempt("k"));
    world.run(19, minute -> calls());
    assertThat(world.told()).isEmpty();
    calls();
    Alert alert = first();
    assertThat(alert.getValue()).isBetween(20.0, 20.4);
    assertThat(alert.getThreshold()).isEqualTo(15);
    assertThat(alert.getWindowSeconds()).isEqualTo(900);
    assertThat(alert.getMeasure()).isEqualTo("campaign_silent_minutes");
    assertThat(alert.getSample()).isEqualTo(10);
    assertThat(alert.getRunbook()).isEqualTo("docs/alerts.md#campaign-stuck");
  }

  @Test
  void anHourOfSilenceIsTheWorstOfAnAlertThatResolves() {
    world.run(1, minute -> attempt("k"));
    world.run(59, minute -> calls());
    world.run(1, minute -> attempt("k"));
    Alert resolved = null;
    for (int look = 0; look < 60 && resolved == null; look++) {
      resolved = world.look().stream().reduce((one, other) -> other).orElse(null);
    }
    assertThat(resolved).isNotNull();
    assertThat(resolved.getState()).isEqualTo("resolved");
    assertThat(resolved.getWorstValue()).isBetween(59.0, 60.0);
    assertThat(resolved.getValue()).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paused", "completed", "failed", "canceled", "deleted", "archived"})
  void aCampaignThatRestsByItsOwnCallbackIsNotStuck(String status) {
    run(5, minute -> true);
    world.campaign("k", status);

    assertThat(run(60, minute -> false)).isEmpty();
  }

  @Test
  void anAlertResolvesWhenTheCampaignEnds() {
    assertThat(run(40, minute -> minute < 5)).containsExactly(FIRES);
    world.campaign("k", "completed");

    assertThat(run(60, minute -> false)).containsExactly("45 campaign-stuck campaign:k no-data");
  }

  @Test
  void aCampaignThatIsResumedHasItsWholeTimeAgain() {
    run(5, minute -> true);
    world.campaign("k", "paused");
    run(60, minute -> false);
    world.campaign("k", "in-progress");

    assertThat(run(60, minute -> false)).containsExactly("85 campaign-stuck campaign:k firing");
  }

  /** On rates and campaigns an id that may be somebody's number is a token; a plan names the id. */
  @Test
  void aPlanCountsForACampaignWhoseIdLooksLikeANumber() {
    String id = "9876543210";
    begin(AlertWorld.MONDAY_ELEVEN, Map.of("sidstream.campaigns.planned." + id, "1000"));
    String shown = new Privacy("key").shown(id);
    assertThat(run(shown, 60, minute -> minute < 5))
        .containsExactly("24 campaign-stuck campaign:" + shown + " firing");
  }

  @Test
  void aCampaignWhoseContactsAreAllDoneIsNotStuck() {
    world.run(1, minute -> world.tally("campaign:k", Map.of("contacts_reached", 1000L)));

    assertThat(run(60, minute -> false)).isEmpty();
  }

  @Test
  void anAlertResolvesWhenTheLastContactsAreDone() {
    assertThat(run(40, minute -> minute < 5)).containsExactly(FIRES);
    world.tally("campaign:k", Map.of("contacts_failed", 1000L));

    assertThat(run(60, minute -> false)).containsExactly("45 campaign-stuck campaign:k recovered");
  }

  @Test
  void aCampaignKnownFromCallsAloneIsNeverStuck() {
    world.run(5, minute -> attempt("unplanned"));

    assertThat(run(60, minute -> false)).isEmpty();
  }

  @Test
  void aCampaignWithoutAPlanIsStuckWhenItSaysThatItRuns() {
    world.run(1, minute -> calls());
    world.campaign("unplanned", "in-progress");

    assertThat(run(60, minute -> false))
        .containsExactly("21 campaign-stuck campaign:unplanned firing");
  }

  @Test
  void aPlannedCampaignThatNeverBeganIsNotStuck() {
    assertThat(run(60, minute -> false)).isEmpty();
  }

  @Test
  void campaignsAreStuckOneByOne() {
    begin(AlertWorld.MONDAY_ELEVEN, Map.of("sidstream.campaigns.planned.other", "1000"));
    List<String> told =
        world.run(
            60,
            minute -> {
              calls();
              attempt("other");
              if (minute < 5) {
                attempt("k");
              }
            });
    assertThat(told).containsExactly(FIRES);
  }

  @Test
  void aNightIsNoSilenceOfACampaignAndTheMorningHasItsWholeTime() {
    begin(Instant.parse("2026-11-23T15:20:00Z"), Map.of()); // 20:50, and open from 9:00 to 21:00
    assertThat(run(12 * 60, minute -> minute < 5)).isEmpty();

    // 730 is 9:00; then 15 minutes of opening hours, and 5 pending
    assertThat(run(60, minute -> false)).containsExactly("750 campaign-stuck campaign:k firing");
  }

  @Test
  void anAlertEndsWithBusinessHours() {
    begin(Instant.parse("2026-11-23T15:00:00Z"), Map.of());

    assertThat(run(60, minute -> minute == 0))
        .containsExactly(
            "20 campaign-stuck campaign:k firing", "30 campaign-stuck campaign:k outside-hours");
  }

  @Test
  void aCampaignIsNoAlertWhileTheGatewayFails() {
    List<String> told =
        world.run(
            60,
            minute -> {
              calls();
              if (minute < 5) {
                attempt("k");
              }
              answers(minute >= 10 && minute < 40 ? 50 : 0);
            });
    // it resolves 15 minutes after its last failure; what waited for that is pending anew
    assertThat(told.get(0)).contains("webhook-failures source:exotel firing");
    assertThat(told.get(1)).contains("webhook-failures source:exotel recovered");
    int resolved = minute(told.get(1));
    assertThat(told).hasSize(3);
    assertThat(told.get(2)).isEqualTo((resolved + 5) + " campaign-stuck campaign:k firing");
  }

  @Test
  void whenNothingIsHeardOfAnyCallOnlyThatIsTold() {
    List<String> told =
        world.run(
            120,
            minute -> {
              if (minute < 5) {
                calls();
                attempt("k");
              }
            });
    assertThat(told).containsExactly("20 no-calls all firing");
  }

  @Test
  void aCampaignThatWillTakeTooLongIsTold() {
    begin(
        AlertWorld.MONDAY_ELEVEN,
        Map.of(RULES + "late.measure", "campaign_hours_left", RULES + "late.above", "10"));
    // 60 contacts in the first hour leave 940: over 15 hours; then 4 a minute
    List<String> told =
        world.run(
            150,
            minute -> {
              calls();
              long contacts = minute < 60 ? 1 : 4;
              world.tally("campaign:k", Map.of("contacts_reached", contacts));
            });
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).endsWith("late campaign:k firing");
    assertThat(told.get(1)).endsWith("late campaign:k recovered");
    assertThat(minute(told.get(1))).isBetween(65, 90);
  }

  @Test
  void aCampaignThatIsNearlyDoneIsTold() {
    begin(
        AlertWorld.MONDAY_ELEVEN,
        Map.of(RULES + "nearly.measure", "campaign_completion", RULES + "nearly.above", "0.9"));
    List<String> told =
        world.run(
            12,
            minute -> {
              calls();
              world.tally("campaign:k", Map.of("contacts_reached", 100L));
            });
    assertThat(told).containsExactly("9 nearly campaign:k firing");
  }

  private void begin(Instant start, Map<String, String> more) {
    world.close();
    Map<String, String> settings = new HashMap<>(PLAN);
    settings.putAll(more);
    world = new AlertWorld(start, settings);
  }

  /** So many minutes, with attempts of the campaign in some. */
  private List<String> run(int minutes, IntPredicate goesOn) {
    return run("k", minutes, goesOn);
  }

  private List<String> run(String campaign, int minutes, IntPredicate goesOn) {
    return world.run(
        minutes,
        minute -> {
          calls();
          if (goesOn.test(minute)) {
            attempt(campaign);
          }
        });
  }

  private void attempt(String campaign) {
    world.tally("campaign:" + campaign, Map.of("calls_connected", 10L));
  }

  private void calls() {
    world.tally("all", Map.of("call_steps", 5L));
  }

  private void answers(long failed) {
    world.tell("answers", "exotel", Map.of("200", 100 - failed, "503", failed));
  }

  private Alert first() {
    for (int look = 0; look < 60; look++) {
      List<Alert> told = world.look();
      if (!told.isEmpty()) {
        return told.get(0);
      }
    }
    throw new AssertionError("nothing was told");
  }

  private static int minute(String told) {
    return Integer.parseInt(told.substring(0, told.indexOf(' ')));
  }
}
