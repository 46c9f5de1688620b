// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

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
    Tally tally =
        Tally.one(Count.CALLS_CONNECTED)
            .plus(Count.CALLS_BUSY, 1)
            .plus(Count.CALLS_NO_ANSWER, 1)
            .plus(Count.CALLS_FAILED, 1)
            .plus(Count.CALLS_CANCELED, 4);

    assertThat(Metric.CALLS_ATTEMPTED.of(tally)).isEqualTo(8);
    assertThat(Metric.CONNECT_RATE.of(tally)).isEqualTo(0.25);
    assertThat(Metric.CONNECT_RATE.sample(tally)).isEqualTo(4);
  }

  @Test
  void messagesOfUnknownFateAreInNoRate() {
    Tally tally =
        Tally.ZERO
            .plus(Count.SMS_DELIVERED, 3)
            .plus(Count.SMS_ACCEPTED, 5)
            .plus(Count.SMS_FAILED, 1);

    assertThat(Metric.SMS_ENDED.of(tally)).isEqualTo(9);
    assertThat(Metric.DELIVERY_RATE.of(tally)).isEqualTo(0.75);
  }

  @Test
  void aRateOfNothingIsNothing() {
    assertThat(Stream.of(Metric.values()).filter(metric -> !metric.isSum()))
        .isNotEmpty()
        .allSatisfy(rate -> assertThat(rate.of(Tally.ZERO)).isNull());
  }

  @Test
  void aFormulaNamesItsCounts() {
    assertThat(Metric.DELIVERY_RATE.formula())
        .isEqualTo("sms_delivered / (sms_delivered + sms_failed)");
    assertThat(Metric.SMS_ENDED.formula()).isEqualTo("sms_delivered + sms_accepted + sms_failed");
  }

  @Test
  void everyMeasureIsFoundByItsWordAndNoNumberNamesTwoCounts() {
    assertThat(Measure.all())
        .allSatisfy(measure -> assertThat(Measure.named(measure.word())).contains(measure));
    assertThat(Stream.of(Count.values()).map(Count::number)).doesNotHaveDuplicates();
  }

  @Test
  void aScopeIsReadBackFromItsKey() {
    for (Scope scope : List.of(Scope.ALL, Scope.Kind.CAMPAIGN.of("a:b"))) {
      assertThat(Scope.parse(scope.key())).isEqualTo(scope);
    }
  }

  @Provide
  Arbitrary<Tally> tallies() {
    return Arbitraries.maps(Arbitraries.of(Count.class), Arbitraries.longs().between(-1000, 1000))
        .map(
            numbers -> {
              Tally tally = Tally.ZERO;
              for (Map.Entry<Count, Long> entry : numbers.entrySet()) {
                tally = tally.plus(entry.getKey(), entry.getValue());
              }
              return tally;
            });
  }
}
