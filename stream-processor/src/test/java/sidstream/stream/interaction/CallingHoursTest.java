// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.schemas.Kind;

class CallingHoursTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-11-22T18:30:00Z"); // in India

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T08:59:59+05:30, true",
    "2026-11-22T09:00:00+05:30, false",
    "2026-11-22T20:59:59+05:30, false",
    "2026-11-22T21:00:00+05:30, true",
    "2026-11-22T00:00:00+05:30, true"
  })
  void nineIsInsideAndTwentyOneIsNotOnIndianClocks(Instant began, boolean outside) {
    assertThat(CallingHours.TRAI.outside(Kind.CALL, false, began)).isEqualTo(outside);
  }

  @Test
  void whoCallsInIsNeverFlagged() {
    assertThat(CallingHours.TRAI.outside(Kind.CALL, true, MIDNIGHT)).isFalse();
  }

  @Test
  void aKindThatIsNotBoundHasNoFlag() {
    assertThat(CallingHours.TRAI.outside(Kind.SMS, false, MIDNIGHT)).isNull();
    assertThat(hours("Asia/Kolkata", Kind.SMS).outside(Kind.SMS, false, MIDNIGHT)).isTrue();
  }

  @Test
  void theZoneIsASetting() {
    assertThat(hours("UTC", Kind.CALL).outside(Kind.CALL, false, MIDNIGHT)).isFalse();
  }

  @Test
  void hoursThatEndBeforeTheyBeginAreRefused() {
    LocalTime nine = LocalTime.of(9, 0);
    assertThatThrownBy(() -> new CallingHours(ZoneId.of("UTC"), nine, nine, Set.of(Kind.CALL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("09:00");
  }

  private static CallingHours hours(String zone, Kind kind) {
    return new CallingHours(ZoneId.of(zone), LocalTime.of(9, 0), LocalTime.of(21, 0), Set.of(kind));
  }
}
