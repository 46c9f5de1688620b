// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sidstream.schemas.Status;

class ProgressTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration AFTER = Duration.ofMinutes(15);

  @Test
  void aPlanThatWasTooSmallIsDone() {
    Progress progress = new Progress(contacts(12), contacts(12), 10L);

    assertThat(progress.left()).isZero();
    assertThat(progress.completion()).isEqualTo(1);
    assertThat(progress.expectedEnd(NOW)).isNull();
    assertThat(progress.isStuck(NOW.minus(AFTER).minusSeconds(1), null, NOW, AFTER)).isFalse();
  }

  @Test
  void withoutPaceThereIsNoExpectedEnd() {
    assertThat(new Progress(contacts(4), Tally.ZERO, 10L).expectedEnd(NOW)).isNull();
  }

  @Test
  void theEndIsAsFarAsTheLastHoursPaceSays() {
    assertThat(new Progress(contacts(4), contacts(3), 10L).expectedEnd(NOW))
        .isEqualTo(NOW.plus(Duration.ofHours(2)));
  }

  @Test
  void silenceIsLongOnlyWhenItIsLongerThanTheBound() {
    Progress progress = new Progress(contacts(4), Tally.ZERO, 10L);

    assertThat(progress.isStuck(NOW.minus(AFTER), null, NOW, AFTER)).isFalse();
    assertThat(progress.isStuck(NOW.minus(AFTER).minusMillis(1), null, NOW, AFTER)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSED", "COMPLETED", "FAILED", "CANCELED", "DELETED", "ARCHIVED"})
  void whoRestsIsNotStuck(Status status) {
    Progress progress = new Progress(contacts(4), Tally.ZERO, 10L);

    assertThat(progress.isStuck(NOW.minusSeconds(86_400), status, NOW, AFTER)).isFalse();
  }

  @Test
  void whatIsNeitherPlannedNorRunningIsNotStuck() {
    Progress progress = new Progress(contacts(4), Tally.ZERO, null);

    assertThat(progress.isStuck(NOW.minusSeconds(86_400), null, NOW, AFTER)).isFalse();
    assertThat(progress.isStuck(NOW.minusSeconds(86_400), Status.IN_PROGRESS, NOW, AFTER)).isTrue();
  }

  private static Tally contacts(long ended) {
    return Tally.ZERO.plus(Count.CONTACTS_REACHED, ended - 1).plus(Count.CONTACTS_FAILED, 1);
  }
}
