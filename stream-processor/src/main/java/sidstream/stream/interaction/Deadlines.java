// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;

/**
 * How long an interaction is waited for. All of it by the processor's clock, from when it saw the
 * Sid last: a wrong clock elsewhere ends nothing early, and neither does a backlog.
 *
 * @param reconcileCalls how long a call without an end may be silent before somebody is asked
 * @param reconcileMessages the same of an SMS or another message
 * @param unfinished how long the answer is waited for
 * @param timeToLive how long a silent Sid is known at all
 */
public record Deadlines(
    Duration reconcileCalls, Duration reconcileMessages, Duration unfinished, Duration timeToLive) {

  /** What is to be done about an interaction. */
  public sealed interface Duty {

    /** Nothing before then. */
    record Wait(Instant until) implements Duty {}

    /** Ask for its end, and wait until then for the answer. */
    record Ask(Instant until) implements Duty {}

    /** Nothing came: declare it unfinished, and forget it then. */
    record GiveUp(Instant forgetAt) implements Duty {}

    /** Forget it. */
    record Forget() implements Duty {}
  }

  /**
   * @param askedAt when its end was asked for, null where it was not
   */
  public Duty duty(Interaction interaction, @Nullable Instant askedAt, Instant now) {
    Instant seen = interaction.position().seenAt();
    Instant forgetAt = seen.plus(timeToLive);
    if (!forgetAt.isAfter(now)) {
      return new Duty.Forget();
    }
    Optional<Instant> silentAt = silence(interaction).map(seen::plus);
    if (silentAt.isEmpty()) {
      return new Duty.Wait(forgetAt);
    }
    if (silentAt.get().isAfter(now)) {
      return new Duty.Wait(Interaction.earlier(silentAt.get(), forgetAt));
    }
    boolean asked = askedAt != null && !askedAt.isBefore(silentAt.get());
    return asked ? new Duty.GiveUp(forgetAt) : new Duty.Ask(now.plus(unfinished));
  }

  /** A campaign may be silent for weeks. */
  private Optional<Duration> silence(Interaction interaction) {
    return interaction.terminal() || interaction.kind() == Kind.CAMPAIGN
        ? Optional.empty()
        : Optional.of(interaction.kind() == Kind.CALL ? reconcileCalls : reconcileMessages);
  }
}
