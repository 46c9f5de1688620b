// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of patience with a CRM that does not take an event. */
public interface RetryConfig {

  /** Middle of the first back-off; it doubles from attempt to attempt. */
  @WithDefault("PT1S")
  Duration initialDelay();

  /** Longest back-off. */
  @WithDefault("PT5M")
  Duration maxDelay();

  /** Longest wait that the CRM may ask for with Retry-After. */
  @WithDefault("PT1H")
  Duration maxRetryAfter();

  /** An event becomes a dead letter after so many attempts. */
  @WithDefault("1000")
  int maxAttempts();

  /** An event becomes a dead letter so long after its first attempt. */
  @WithDefault("PT24H")
  Duration maxAge();
}
