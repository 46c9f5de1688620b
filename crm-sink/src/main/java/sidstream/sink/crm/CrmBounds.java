// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bounds of the settings that every adapter has. */
final class CrmBounds {

  private final List<String> problems = new ArrayList<>();

  private CrmBounds() {}

  /** One sentence for every setting that is out of its bounds. */
  static List<String> problems(CrmConfig config) {
    CrmBounds bounds = new CrmBounds();
    bounds.positive("timeout", config.timeout());
    bounds.positive("workers", config.workers());
    bounds.positive("max-in-flight", config.maxInFlight());
    bounds.statuses("also-delivered", config.alsoDelivered());
    bounds.statuses("also-retried", config.alsoRetried());
    bounds.positive("retry.initial-delay", config.retry().initialDelay());
    bounds.positive("retry.max-delay", config.retry().maxDelay());
    bounds.positive("retry.max-retry-after", config.retry().maxRetryAfter());
    bounds.positive("retry.max-attempts", config.retry().maxAttempts());
    bounds.positive("retry.max-age", config.retry().maxAge());
    return bounds.problems;
  }

  private void positive(String setting, int value) {
    if (value < 1) {
      add(setting, value, "at least 1");
    }
  }

  private void positive(String setting, Duration value) {
    if (value.compareTo(Duration.ofMillis(10)) < 0) {
      add(setting, value, "at least PT0.01S");
    }
  }

  private void statuses(String setting, Optional<Set<Integer>> values) {
    for (int value : values.orElse(Set.of())) {
      if (value < 300 || value > 599) {
        add(setting, value, "HTTP statuses from 300 to 599");
      }
    }
  }

  private void add(String setting, Object value, String bound) {
    problems.add("sidstream.crm." + setting + " = " + value + " does not fit: Expected " + bound);
  }
}
