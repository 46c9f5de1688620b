// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import sidstream.sink.delivery.DeliveryResult.Delivered;
import sidstream.sink.delivery.DeliveryResult.Rejected;
import sidstream.sink.delivery.DeliveryResult.Retry;
import sidstream.sink.delivery.Outcome.Reason;

/**
 * What is tried again, when, and for how long: exponential back-off with jitter, or exactly what
 * the CRM asked for within bounds. The last attempt is made at the maximum age, not a back-off
 * before it.
 */
public final class DeliveryPolicy {

  private static final double MULTIPLIER = 2;
  private static final double JITTER = 0.5;

  private final Limits limits;
  private final IntervalFunction backoff;

  /**
   * Bounds of patience.
   *
   * @param initialDelay middle of the first back-off, and the least wait after any attempt that the
   *     CRM gave a wait of its own
   * @param maxDelay longest back-off
   * @param maxRetryAfter longest wait that the CRM may ask for
   * @param maxAttempts given up after so many attempts
   * @param maxAge given up so long after the first attempt
   */
  public record Limits(
      Duration initialDelay,
      Duration maxDelay,
      Duration maxRetryAfter,
      int maxAttempts,
      Duration maxAge) {}

  /** A policy whose back-off is exponential with jitter. */
  public DeliveryPolicy(Limits limits) {
    this(limits, jittered(limits));
  }

  /**
   * @param backoff milliseconds to wait after an attempt, the first is number 1
   */
  DeliveryPolicy(Limits limits, IntervalFunction backoff) {
    this.limits = limits;
    this.backoff = backoff;
  }

  /**
   * @param attempts attempts made so far, from 1
   * @param age time since the first attempt began
   */
  public Decision decide(DeliveryResult result, int attempts, Duration age) {
    if (result instanceof Retry retry) {
      return decide(retry, attempts, age);
    }
    return new Decision.Ended(
        result instanceof Rejected rejected
            ? new Outcome.Dead(Reason.REJECTED, rejected.why(), rejected.statusCode())
            : new Outcome.Delivered(((Delivered) result).statusCode()));
  }

  /** Waits as after any attempt, and never gives up. */
  public Decision.Again later(Retry retry, int attempts) {
    return new Decision.Again(wait(retry.after(), attempts));
  }

  private Decision decide(Retry retry, int attempts, Duration age) {
    Duration left = limits.maxAge().minus(age);
    if (attempts >= limits.maxAttempts() || left.isNegative() || left.isZero()) {
      return new Decision.Ended(
          new Outcome.Dead(Reason.EXHAUSTED, retry.why(), retry.statusCode()));
    }
    return new Decision.Again(min(wait(retry.after(), attempts), left));
  }

  private Duration wait(@Nullable Duration asked, int attempts) {
    return asked == null
        ? Duration.ofMillis(backoff.apply(attempts))
        : max(limits.initialDelay(), min(asked, limits.maxRetryAfter()));
  }

  /** Jitter around the interval, at its cap too, so that a thousand keys do not return as one. */
  private static IntervalFunction jittered(Limits limits) {
    long cap = (long) (limits.maxDelay().toMillis() / (1 + JITTER));
    long initial = Math.min(limits.initialDelay().toMillis(), cap);
    IntervalFunction growing = IntervalFunction.ofExponentialBackoff(initial, MULTIPLIER, cap);
    return attempt -> IntervalFunction.ofRandomized(growing.apply(attempt), JITTER).apply(1);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
