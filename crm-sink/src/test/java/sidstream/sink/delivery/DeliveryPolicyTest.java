// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import sidstream.sink.delivery.DeliveryPolicy.Limits;
import sidstream.sink.delivery.DeliveryResult.Delivered;
import sidstream.sink.delivery.DeliveryResult.Rejected;
import sidstream.sink.delivery.DeliveryResult.Retry;
import sidstream.sink.delivery.Outcome.Dead;
import sidstream.sink.delivery.Outcome.Reason;

class DeliveryPolicyTest {

  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          1_000,
          Duration.ofHours(24));
  private static final Duration YOUNG = Duration.ZERO;

  /** Waits as many seconds as attempts were made. */
  private final DeliveryPolicy plain = new DeliveryPolicy(LIMITS, attempt -> attempt * 1_000L);

  @Example
  void whatIsDeliveredHasEnded() {
    assertThat(plain.decide(new Delivered(201), 1, YOUNG))
        .isEqualTo(new Decision.Ended(new Outcome.Delivered(201)));
  }

  @Example
  void whatIsRejectedIsDeadAtOnce() {
    assertThat(plain.decide(new Rejected("400", 400), 1, YOUNG))
        .isEqualTo(new Decision.Ended(new Dead(Reason.REJECTED, "400", 400)));
  }

  @Example
  void aRetryWaitsForItsBackOff() {
    assertThat(plain.decide(retry(null), 3, YOUNG)).isEqualTo(again(Duration.ofSeconds(3)));
  }

  @Example
  void theCrmsOwnWaitWins() {
    assertThat(plain.decide(retry(Duration.ofSeconds(42)), 3, YOUNG))
        .isEqualTo(again(Duration.ofSeconds(42)));
  }

  @Example
  void theCrmsOwnWaitIsBounded() {
    assertThat(plain.decide(retry(Duration.ofDays(365)), 3, YOUNG))
        .isEqualTo(again(Duration.ofHours(1)));
  }

  @Example
  void aCrmThatAsksForNoWaitIsNotHammered() {
    assertThat(plain.decide(retry(Duration.ZERO), 3, YOUNG))
        .isEqualTo(again(Duration.ofSeconds(1)));
  }

  @Example
  void itIsGivenUpAfterItsAttempts() {
    assertThat(plain.decide(retry(null), 999, YOUNG)).isInstanceOf(Decision.Again.class);
    assertThat(plain.decide(retry(null), 1_000, YOUNG)).isEqualTo(exhausted());
  }

  @Example
  void itIsGivenUpAtItsAgeAndTriedALastTimeThen() {
    Duration almost = Duration.ofHours(24).minusSeconds(2);
    assertThat(plain.decide(retry(null), 300, almost)).isEqualTo(again(Duration.ofSeconds(2)));
    assertThat(plain.decide(retry(null), 301, Duration.ofHours(24))).isEqualTo(exhausted());
    assertThat(plain.decide(retry(null), 301, Duration.ofHours(25))).isEqualTo(exhausted());
  }

  @Example
  void aRetryThatSucceedsLateIsDelivered() {
    assertThat(plain.decide(new Delivered(200), 5_000, Duration.ofDays(9)))
        .isEqualTo(new Decision.Ended(new Outcome.Delivered(200)));
  }

  @Property
  void theBackOffStaysWithinItsBoundsAndGrows(@ForAll @IntRange(min = 1, max = 999) int attempt) {
    DeliveryPolicy policy = new DeliveryPolicy(LIMITS);
    Decision.Again again = (Decision.Again) policy.decide(retry(null), attempt, YOUNG);
    double middle = Math.min(1_000 * Math.pow(2, attempt - 1), 200_000);
    assertThat(again.after().toMillis())
        .isBetween((long) (middle * 0.5) - 1, (long) (middle * 1.5) + 1)
        .isLessThanOrEqualTo(300_000);
  }

  @Example
  void keysThatFailedTogetherDoNotReturnTogetherAtTheCapEither() {
    DeliveryPolicy policy = new DeliveryPolicy(LIMITS);
    assertThat(
            java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> policy.decide(retry(null), 50, YOUNG))
                .distinct()
                .count())
        .isGreaterThan(50);
  }

  private static Retry retry(@Nullable Duration after) {
    return new Retry(after, "503", 503);
  }

  private static Decision again(Duration after) {
    return new Decision.Again(after);
  }

  private static Decision exhausted() {
    return new Decision.Ended(new Dead(Reason.EXHAUSTED, "503", 503));
  }
}
