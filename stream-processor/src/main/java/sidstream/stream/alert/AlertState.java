// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sidstream.stream.alert.Verdict.Breached;
import sidstream.stream.alert.Verdict.Healthy;

/**
 * Where an alert is in its life: pending, then firing. An inactive one has no state. Never changes;
 * all that its future depends on is in it, so it can be stored at any moment.
 *
 * @param since when the limit was passed
 * @param firedAt when it fired; null while it is pending
 * @param breachedAt when the limit was last seen passed
 * @param values what was measured
 */
public record AlertState(
    Instant since, @Nullable Instant firedAt, Instant breachedAt, Values values) {

  /**
   * What was measured.
   *
   * @param firing when it fired; until then the last one
   * @param worst since it is pending
   * @param last the newest
   * @param sample on how many calls, messages or answers the last one rests
   */
  public record Values(double firing, double worst, double last, long sample) {

    Values next(Limit limit, double value, long newSample, boolean fired) {
      return new Values(fired ? firing : value, limit.worse(worst, value), value, newSample);
    }
  }

  /** Begins when the limit is passed. */
  static AlertState pending(Breached breach, Instant now) {
    double value = breach.value();
    return new AlertState(now, null, now, new Values(value, value, value, breach.sample()));
  }

  public boolean isFiring() {
    return firedAt != null;
  }

  /** After another look; whether it fires or resolves then is asked apart. */
  AlertState seen(Limit limit, Verdict verdict, Instant now) {
    if (verdict instanceof Breached breach) {
      Values next = values.next(limit, breach.value(), breach.sample(), isFiring());
      return new AlertState(earlier(since, now), firedAt, now, next);
    }
    if (verdict instanceof Healthy healthy) {
      Values next = new Values(values.firing(), values.worst(), healthy.value(), healthy.sample());
      return new AlertState(since, firedAt, earlier(breachedAt, now), next);
    }
    return new AlertState(since, firedAt, earlier(breachedAt, now), values);
  }

  boolean isDue(Duration pending, Instant now) {
    return !isFiring() && Duration.between(since, now).compareTo(pending) >= 0;
  }

  AlertState fired(Instant now) {
    return new AlertState(since, now, breachedAt, values);
  }

  boolean isOver(Duration keepFiring, Instant now) {
    return now.isAfter(breachedAt) && Duration.between(breachedAt, now).compareTo(keepFiring) >= 0;
  }

  /** A clock that was set back does not make an alert wait for its old time. */
  private static Instant earlier(Instant then, Instant now) {
    return then.isAfter(now) ? now : then;
  }
}
