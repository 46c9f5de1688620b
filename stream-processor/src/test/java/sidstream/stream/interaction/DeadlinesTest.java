// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Deadlines.Duty;

class DeadlinesTest {

  private static final Deadlines DEADLINES =
      new Deadlines(
          Duration.ofHours(2), Duration.ofHours(24), Duration.ofHours(1), Duration.ofDays(8));

  @Test
  void anOpenCallIsWaitedForThenAskedForThenGivenUp() {
    Interaction call = seen(Events.answered("c", 1, 0));

    assertThat(duty(call, null, 0)).isEqualTo(new Duty.Wait(hour(2)));
    assertThat(duty(call, null, 2)).isEqualTo(new Duty.Ask(hour(3)));
    assertThat(duty(call, hour(2), 3)).isEqualTo(new Duty.GiveUp(hour(192)));
  }

  @Test
  void whatWasAskedBeforeTheLastReportWasNotAskedAbout() {
    Interaction call = seen(Events.answered("c", 1, 0));

    assertThat(duty(call, hour(1), 5)).isEqualTo(new Duty.Ask(hour(6)));
  }

  @Test
  void whatHasEndedIsOnlyForgotten() {
    Interaction call = seen(Events.terminal("c", "busy", 0));

    assertThat(duty(call, null, 100)).isEqualTo(new Duty.Wait(hour(192)));
    assertThat(duty(call, null, 192)).isEqualTo(new Duty.Forget());
  }

  @Test
  void aMessageTakesLongerAndACampaignIsNeverGivenUp() {
    assertThat(duty(seen(Events.sms("s", "submitted", 21020, null)), null, 3))
        .isEqualTo(new Duty.Wait(hour(24)));
    assertThat(duty(seen(Events.campaign("k", "in-progress", 0)), null, 100))
        .isEqualTo(new Duty.Wait(hour(192)));
  }

  @Test
  void whatIsForgottenEarlierThanAskedForIsNotAskedFor() {
    Deadlines impatient =
        new Deadlines(
            Duration.ofHours(2), Duration.ofHours(2), Duration.ofHours(1), Duration.ofHours(1));
    Interaction call = seen(Events.answered("c", 1, 0));

    assertThat(impatient.duty(call, null, TEN)).isEqualTo(new Duty.Wait(hour(1)));
    assertThat(impatient.duty(call, null, hour(1))).isEqualTo(new Duty.Forget());
  }

  private static Duty duty(Interaction interaction, Instant askedAt, int hour) {
    return DEADLINES.duty(interaction, askedAt, hour(hour));
  }

  private static Instant hour(int hour) {
    return TEN.plus(Duration.ofHours(hour));
  }

  /** The event is received long before it is seen: only the latter counts. */
  private static Interaction seen(WebhookEvent event) {
    Step step = new Enricher().enrich(event, 0, 0, TEN.minus(Duration.ofDays(30)));
    return Interaction.begin(step.seen(TEN)).after();
  }
}
