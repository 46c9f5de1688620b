// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {

  private static final BusinessHours HOURS =
      new BusinessHours(
          EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.THURSDAY),
          List.of(
              new BusinessHours.Window(9 * 60, 13 * 60),
              new BusinessHours.Window(14 * 60, 24 * 60)),
          Set.of(LocalDate.parse("2026-01-26")),
          ZoneId.of("Asia/Kolkata"));

  @ParameterizedTest
  @CsvSource({
    "2026-01-19T08:59:59+05:30, false",
    "2026-01-19T09:00:00+05:30, true",
    "2026-01-19T12:59:59+05:30, true",
    "2026-01-19T13:00:00+05:30, false",
    "2026-01-19T14:00:00+05:30, true",
    "2026-01-19T23:59:59+05:30, true",
    "2026-01-20T00:00:00+05:30, false",
    "2026-01-21T10:00:00+05:30, false",
    "2026-01-26T10:00:00+05:30, false",
    "2026-01-27T10:00:00+05:30, true"
  })
  void anInstantIsInOrOutside(String at, boolean open) {
    assertThat(HOURS.isOpen(instant(at))).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-19T09:14:50+05:30, PT15M, false",
    "2026-01-19T09:15:00+05:30, PT15M, true",
    "2026-01-19T12:59:50+05:30, PT15M, true",
    "2026-01-19T13:00:00+05:30, PT15M, false",
    "2026-01-19T14:10:00+05:30, PT2H, false",
    "2026-01-19T16:00:00+05:30, PT2H, true",
    "2026-01-27T09:10:00+05:30, PT15M, false"
  })
  void aSpanThatABreakInterruptsIsNotOpen(String at, String span, boolean open) {
    assertThat(HOURS.isOpenSince(Duration.parse(span), instant(at))).isEqualTo(open);
  }

  private static Instant instant(String text) {
    return java.time.OffsetDateTime.parse(text).toInstant();
  }
}
