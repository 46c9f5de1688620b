// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Tally;

class LedgerTest {

  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private final Ledger ledger = new Ledger();

  @Test
  void everyWayThroughTheProcessorIsCounted() {
    ledger.accepted(TEN, 5);
    ledger.counted(
        TEN,
        Tally.one(Count.STEPS_ADVANCED)
            .plus(Count.STEPS_LATE, 1)
            .plus(Count.STEPS_AMENDED, 1)
            .plus(Count.DUPLICATES, 1)
            .plus(Count.OBSERVED, 1)
            .plus(Count.CALLS_CONNECTED, 9));
    assertThat(balance()).isEqualTo(new Balance(0, 0));
  }

  @Test
  void whatIsAcceptedAndNeverCountedIsLost() {
    ledger.accepted(TEN, 5);
    counted(0, 3);
    assertThat(balance()).isEqualTo(new Balance(2, 0));
  }

  @Test
  void aSurplusHidesNoGapOfAnotherTime() {
    ledger.accepted(TEN, 5);
    counted(0, 9);
    ledger.accepted(TEN.plusSeconds(600), 5);
    counted(10, 3);
    assertThat(balance()).isEqualTo(new Balance(2, 4));
  }

  @Test
  void whatTheBrokersClockMovedToTheMinuteBesideIsNotLost() {
    for (int minute = 0; minute < 10; minute++) {
      ledger.accepted(TEN.plusSeconds(60L * minute), 5);
      counted(minute - 1, 2);
      counted(minute, 3);
    }
    assertThat(ledger.balance(TEN, TEN.plusSeconds(480))).isEqualTo(new Balance(0, 0));
  }

  @Test
  void onlyTheMinutesAskedForAreJudged() {
    ledger.accepted(TEN.minus(Duration.ofMinutes(9)), 5);
    ledger.accepted(TEN.plus(Duration.ofHours(1)), 5);
    assertThat(balance()).isEqualTo(new Balance(0, 0));
  }

  private void counted(int minute, long events) {
    ledger.counted(TEN.plusSeconds(60L * minute), Tally.ZERO.plus(Count.STEPS_ADVANCED, events));
  }

  private Balance balance() {
    return ledger.balance(TEN, TEN.plus(Duration.ofHours(1)));
  }
}
