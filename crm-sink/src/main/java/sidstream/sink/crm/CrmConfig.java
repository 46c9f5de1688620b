// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sidstream.chassis.config.Secret;

/** Settings of the CRM and of the way to it. */
public interface CrmConfig {

  /** Adapter: {@code log} writes a line per event, {@code rest} posts JSON. */
  @WithDefault("log")
  String adapter();

  /** Where {@code rest} posts to. A secret, since many CRMs want their key in it. */
  Optional<Secret> url();

  /** Headers that {@code rest} adds to every request, for example {@code Authorization}. */
  Map<String, Secret> headers();

  /** Bound on one attempt, from connecting to the end of the answer. */
  @WithDefault("PT10S")
  Duration timeout();

  /** HTTP statuses beside 2xx that mean delivered, for example 409 where the CRM has it already. */
  Optional<Set<Integer>> alsoDelivered();

  /** HTTP statuses that are tried again beside 408, 425, 429 and 5xx, for example 401. */
  Optional<Set<Integer>> alsoRetried();

  /** Requests at one time. */
  @WithDefault("16")
  int workers();

  /**
   * Events taken from Kafka and not yet delivered or dead; beyond it Kafka keeps them. Ten times as
   * many may wait for another attempt.
   */
  @WithDefault("1000")
  int maxInFlight();

  /** What is tried again, when and how long. */
  RetryConfig retry();
}
