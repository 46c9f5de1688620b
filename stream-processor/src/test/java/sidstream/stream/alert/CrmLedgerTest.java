// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Tally;

class CrmLedgerTest {

  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant ELEVEN = TEN.plusSeconds(3_600);

  private final CrmLedger ledger = new CrmLedger();

  @Test
  void everyAcceptedStepIsAnEventAndDuplicatesAreNone() {
    sinkSince(TEN.minusSeconds(60));
    ledger.counted(
        "exotel",
        TEN,
        Tally.one(Count.STEPS_ADVANCED)
            .plus(Count.STEPS_LATE, 1)
            .plus(Count.STEPS_AMENDED, 1)
            .plus(Count.DUPLICATES, 5)
            .plus(Count.OBSERVED, 5));
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(3, 0)));
    ledger.counted("exotel", TEN, Tally.one(Count.CRM_DEAD).plus(Count.CRM_DELIVERED, 2));
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(0, 0)));
  }

  @Test
  void aReceiptWrittenTwiceHidesNoEventOfAnotherMinute() {
    sinkSince(TEN.minusSeconds(60));
    events(0, 2, 3);
    events(1, 2, 1);
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(1, 1)));
  }

  @Test
  void aDeadLettersOtherCountIsNoReceipt() {
    sinkSince(TEN.minusSeconds(60));
    ledger.counted("exotel", TEN, Tally.one(Count.CRM_DEAD_LETTERS));
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(0, 0)));
  }

  @Test
  void withoutASinkNothingIsJudged() {
    events(0, 5, 0);
    assertThat(balances()).isEmpty();
  }

  @Test
  void aSinkIsJudgedFromTheMinuteAfterItsFirstReceiptCame() {
    events(0, 5, 0);
    sinkSince(TEN.plusSeconds(30));
    events(1, 3, 0);
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(3, 0)));
  }

  @Test
  void aSinkThatIsSilentIsJudgedForAsLongAsItsEventsAreKept() {
    sinkSince(TEN);
    Instant end = TEN.plus(CrmLedger.GIVEN_UP);
    Instant late = end.minus(Duration.ofMinutes(10));
    ledger.counted("exotel", late, Tally.one(Count.STEPS_ADVANCED));
    assertThat(ledger.balances(TEN, end, end.minusSeconds(1)))
        .isEqualTo(Map.of("exotel", new Balance(1, 0)));
    assertThat(ledger.balances(TEN, end, end)).isEmpty();
    assertThat(ledger.told("exotel", end.plusSeconds(5)))
        .isEqualTo(new CrmLedger.Sink(end.plusSeconds(5), end.plusSeconds(5)));
    assertThat(ledger.balances(TEN, end, end.plusSeconds(5)))
        .as("what was before is nobody's fault")
        .isEqualTo(Map.of("exotel", new Balance(0, 0)));
  }

  @Test
  void onlyTheMinutesAskedForAreJudgedAndForgottenOnesAreGone() {
    sinkSince(TEN.minusSeconds(600));
    events(-1, 1, 0);
    events(0, 1, 0);
    events(60, 1, 0);
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(1, 0)));
    ledger.forget(ELEVEN);
    assertThat(balances()).isEqualTo(Map.of("exotel", new Balance(0, 0)));
  }

  private void sinkSince(Instant when) {
    assertThat(ledger.told("exotel", when)).isEqualTo(new CrmLedger.Sink(when, when));
  }

  private void events(int minute, long steps, long delivered) {
    ledger.counted(
        "exotel",
        TEN.plusSeconds(60L * minute),
        Tally.ZERO.plus(Count.STEPS_ADVANCED, steps).plus(Count.CRM_DELIVERED, delivered));
  }

  private Map<String, Balance> balances() {
    return ledger.balances(TEN, ELEVEN, ELEVEN);
  }
}
