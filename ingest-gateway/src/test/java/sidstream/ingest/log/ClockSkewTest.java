// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.ClockSkew.Seen;

/** Times are milliseconds after ten by the clock that is meant. */
class ClockSkewTest {

  private static final Instant TEN = Instant.parse("2025-11-12T10:00:00Z");

  private final ClockSkew skew = new ClockSkew();

  @Test
  void withoutAnAckNothingIsKnown() {
    assertThat(skew.news()).isEmpty();
  }

  @Test
  void anAppendBetweenSendingAndAckProvesNothingHoweverSlow() {
    acked(0, 0, 0);
    acked(0, 40_000, 90_000);
    assertThat(skew.news()).contains(new Seen(TEN, 0, 0));
  }

  @Test
  void anAppendThatSeemsToBeBeforeTheSendingSaysThatTheClockIsAhead() {
    acked(45_000, 4_000, 45_010);
    acked(46_000, 5_005, 46_010);
    assertThat(skew.news()).contains(new Seen(TEN, 41_000, 0));
  }

  @Test
  void anAppendThatSeemsToBeAfterTheAckSaysThatTheClockIsBehind() {
    acked(0, 31_000, 20);
    acked(0, 31_000, 900);
    assertThat(skew.news()).contains(new Seen(TEN, 0, 30_980));
  }

  @Test
  void theMinuteIsTheBrokers() {
    acked(86_400_000, 61_000, 86_400_010);
    assertThat(skew.news()).contains(new Seen(TEN.plusSeconds(60), 86_339_000, 0));
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    acked(45_000, 4_000, 45_010);
    skew.news();
    assertThat(skew.news()).isEmpty();
    acked(5_000, 5_000, 5_000);
    assertThat(skew.news()).as("the clock was put right").contains(new Seen(TEN, 0, 0));
  }

  private void acked(long sent, long appended, long acked) {
    long ten = TEN.toEpochMilli();
    skew.acked(ten + sent, ten + appended, ten + acked);
  }
}
