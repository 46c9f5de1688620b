// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import sidstream.stream.rates.Tally.Calls;
import sidstream.stream.rates.Tally.Messages;

class TallyTest {

  @Property
  void talliesAddInAnyOrder(
      @ForAll("tallies") Tally a, @ForAll("tallies") Tally b, @ForAll("tallies") Tally c) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
  }

  @Property
  void aCorrectionTakesBackExactlyWhatWasAdded(
      @ForAll("tallies") Tally a, @ForAll("tallies") Tally b) {
    assertThat(a.plus(b).minus(b)).isEqualTo(a);
    assertThat(a.plus(Tally.ZERO)).isEqualTo(a);
  }

  @Test
  void canceledCallsAreAttemptedButInNoRate() {
    Tally tally = new Tally(new Calls(1, 1, 1, 1, 4, 60), Messages.ZERO);

    assertThat(Metric.CALLS_ATTEMPTED.of(tally)).isEqualTo(8);
    assertThat(Metric.CONNECT_RATE.of(tally)).isEqualTo(0.25);
  }

  @Test
  void messagesOfUnknownFateAreInNoRate() {
    Tally tally = new Tally(Calls.ZERO, new Messages(3, 5, 1));

    assertThat(Metric.SMS_ENDED.of(tally)).isEqualTo(9);
    assertThat(Metric.DELIVERY_RATE.of(tally)).isEqualTo(0.75);
  }

  @Test
  void aRateOfNothingIsNothing() {
    assertThat(Metric.CONNECT_RATE.of(Tally.ZERO)).isNull();
    assertThat(Metric.DELIVERY_RATE.of(Tally.ZERO)).isNull();
  }

  @Provide
  Arbitrary<Tally> tallies() {
    return Arbitraries.longs()
        .between(-1000, 1000)
        .list()
        .ofSize(9)
        .map(
            n ->
                new Tally(
                    new Calls(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5)),
                    new Messages(n.get(6), n.get(7), n.get(8))));
  }
}
