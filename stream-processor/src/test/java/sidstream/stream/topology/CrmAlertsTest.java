// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped rules on the way to the CRM, on the real topology: ten steps a minute are accepted,
 * and the sink takes what it takes of them. An hour stands for the sink's day.
 */
@Tag("slow")
class CrmAlertsTest {

  private static final String SOURCE = "source:exotel";
  private static final Instant START = AlertWorld.MONDAY_ELEVEN;

  private AlertWorld world = new AlertWorld(START, Map.of("sidstream.alerts.crm-settle", "PT1H"));

  @AfterEach
  void close() {
    world.close();
  }

  /** What the sink says in a minute. */
  private interface Sink {
    void tell(int minute);
  }

  @Test
  void whatTheSinkTakesAtOnceIsNoBacklogAndNoGap() {
    assertThat(run(120, minute -> delivered(minute, 10))).isEmpty();
    assertThat(world.scrape())
        .contains(
            "sidstream_crm_waiting{source=\"exotel\"} 0.0",
            "sidstream_crm_ledger_gap{source=\"exotel\"} 0.0",
            "sidstream_crm_ledger_surplus{source=\"exotel\"} 0.0");
  }

  @Test
  void fourMinutesOnTheWayAreNoBacklog() {
    assertThat(run(60, minute -> delivered(minute - 4, 10))).isEmpty();
  }

  @Test
  void aSinkThatStandsStillIsABacklogUntilItHasCaughtUp() {
    List<String> told =
        run(
            60,
            minute -> {
              if (minute < 20 || minute > 40) {
                delivered(minute, 10);
              } else if (minute == 40) {
                for (int old = 20; old <= 40; old++) {
                  delivered(old, 10);
                }
              }
            });
    // 20 is not over 20: the third minute counts too when it is five minutes old; then ten more
    assertThat(told)
        .containsExactly(
            "38 crm-backlog " + SOURCE + " firing", "45 crm-backlog " + SOURCE + " recovered");
  }

  @Test
  void aFewEventsThatTheCrmRefusesForNowAreNoBacklog() {
    assertThat(run(60, minute -> delivered(minute, minute < 20 ? 9 : 10))).isEmpty();
    assertThat(world.scrape()).contains("sidstream_crm_waiting{source=\"exotel\"} 19.0");
  }

  @Test
  void aDeadLetterIsNoLossAndAnEventWithoutAReceiptIs() {
    List<String> told =
        run(
            90,
            minute -> {
              delivered(minute, minute == 10 || minute == 12 ? 9 : 10);
              if (minute == 12) {
                counted(world.minute(), Map.of("crm_dead", 1L));
              }
            });
    // minute 10 is over at 11 and settled at 71; then five minutes are waited
    assertThat(told).containsExactly("76 crm-ledger-gap " + SOURCE + " firing");
    assertThat(world.scrape()).contains("sidstream_crm_ledger_gap{source=\"exotel\"} 1.0");
  }

  @Test
  void aGapClosesWhenTheReceiptComesAfterAll() {
    List<String> told =
        run(
            100,
            minute -> {
              delivered(minute, minute == 10 ? 9 : 10);
              if (minute == 80) {
                delivered(10, 1);
              }
            });
    assertThat(told)
        .containsExactly(
            "76 crm-ledger-gap " + SOURCE + " firing",
            "85 crm-ledger-gap " + SOURCE + " recovered");
  }

  @Test
  void aReceiptThatWasWrittenTwiceIsShownAndNoAlert() {
    assertThat(run(90, minute -> delivered(minute, minute == 10 ? 12 : 10))).isEmpty();
    assertThat(world.scrape()).contains("sidstream_crm_ledger_surplus{source=\"exotel\"} 2.0");
  }

  @Test
  void anInstallationWithoutASinkIsNotAlarmed() {
    assertThat(run(120, minute -> {})).isEmpty();
    assertThat(world.scrape()).doesNotContain("sidstream_crm_ledger_gap");
  }

  @Test
  void aSinkThatComesLaterIsNotBlamedForWhatWasBefore() {
    assertThat(
            run(
                180,
                minute -> {
                  if (minute >= 30) {
                    delivered(minute, 10);
                  }
                }))
        .isEmpty();
  }

  @Test
  void withTheShippedPatienceTheGapShowsTheNextDay() {
    world.close();
    world = new AlertWorld();
    delivered(0, 1);
    world.run(1, minute -> step(1));
    world.run(1, minute -> step(1));
    world.skip(Duration.ofHours(25));
    List<String> told = world.run(10, minute -> alive());
    assertThat(told).contains("1507 crm-ledger-gap " + SOURCE + " firing");
  }

  private List<String> run(int minutes, Sink sink) {
    return world.run(
        minutes,
        minute -> {
          alive();
          step(10);
          sink.tell(minute);
        });
  }

  private void alive() {
    world.tally("all", Map.of("call_steps", 5L));
  }

  private void step(long steps) {
    counted(world.minute(), Map.of("steps_advanced", steps - 1, "steps_late", 1L));
  }

  private void delivered(int minute, long events) {
    counted(START.plus(Duration.ofMinutes(minute)), Map.of("crm_delivered", events));
  }

  private void counted(Instant minute, Map<String, Long> counts) {
    world.tally(SOURCE, minute, counts);
  }
}
