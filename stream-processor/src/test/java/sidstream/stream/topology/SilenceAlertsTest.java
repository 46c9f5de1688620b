// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shipped rules on silence, by day and by night. */
@Tag("slow")
class SilenceAlertsTest {

  private final AlertWorld world = new AlertWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void noCallsForFifteenMinutesFireInTheSixteenthAndCallsResolve() {
    List<String> told =
        world.run(
            40,
            minute -> {
              if (minute < 5 || minute >= 25) {
                world.tally("all", Map.of("call_steps", 1L));
              }
            });
    assertThat(told).containsExactly("20 no-calls all firing", "30 no-calls all recovered");
  }

  @Test
  void silenceIsNoAlertOutsideOfBusinessHours() {
    // from 20:50: ten minutes to the end of the day
    try (AlertWorld evening = new AlertWorld(at("2026-11-23T15:20:00Z"), Map.of())) {
      assertThat(evening.run(12 * 60, minute -> {})).isEmpty();
      // 8:50 of the next day; it opens in ten minutes
      assertThat(evening.run(40, minute -> {})).containsExactly("745 no-calls all firing");
    }
  }

  @Test
  void anAlertOfSilenceEndsWithBusinessHours() {
    try (AlertWorld evening = new AlertWorld(at("2026-11-23T15:00:00Z"), Map.of())) {
      assertThat(evening.run(60, minute -> {}))
          .containsExactly("15 no-calls all firing", "30 no-calls all outside-hours");
    }
  }

  @Test
  void aHolidayIsNoBusinessDay() {
    Map<String, String> holiday = Map.of("sidstream.business-hours.holidays", "2026-11-23");
    try (AlertWorld off = new AlertWorld(AlertWorld.MONDAY_ELEVEN, holiday)) {
      assertThat(off.run(60, minute -> {})).isEmpty();
    }
  }

  @Test
  void oneExoPhoneIsSilentAndThenAllAre() {
    Map<String, String> on = Map.of("sidstream.alerts.rules.no-calls-exophone.enabled", "true");
    try (AlertWorld phones = new AlertWorld(AlertWorld.MONDAY_ELEVEN, on)) {
      List<String> told =
          phones.run(
              200,
              minute -> {
                if (minute < 100) {
                  phones.tally("all", Map.of("call_steps", 1L));
                  phones.tally("exophone:+911", Map.of("call_steps", 1L));
                }
                if (minute < 10) {
                  phones.tally("exophone:+912", Map.of("call_steps", 1L));
                }
              });
      assertThat(told)
          .containsExactly("70 no-calls-exophone exophone:+912 firing", "115 no-calls all firing");
    }
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
