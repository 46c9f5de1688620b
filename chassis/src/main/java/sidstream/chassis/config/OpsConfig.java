// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the operations port and of the way to stop. */
public interface OpsConfig {

  /** Address of the operations port: /health, /ready, /metrics. */
  @WithDefault("127.0.0.1")
  String host();

  /** Operations port; 0 picks a free one. */
  @WithDefault("9400")
  int port();

  /** How long readiness says 503 before the app stops taking work. */
  @WithDefault("PT1S")
  Duration stopDelay();

  /** Bound on the drain: what is not finished then is left to the log. */
  @WithDefault("PT20S")
  Duration drainTimeout();
}
