// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.util.List;

/**
 * What every rule has, whatever it looks at.
 *
 * @param name of the rule; with the scope it names an alert
 * @param onlyInBusinessHours whether the whole window must lie in business hours
 * @param inhibitedBy names of rules that, while they fire, make this one say nothing new
 */
public record Terms(
    String name,
    Severity severity,
    Timing timing,
    boolean onlyInBusinessHours,
    List<String> inhibitedBy,
    Advice advice) {

  public Terms {
    inhibitedBy = List.copyOf(inhibitedBy);
  }

  /**
   * What keeps an alert from flapping.
   *
   * @param pending how long the limit must be breached before the alert fires
   * @param keepFiring how long the limit must not be breached before it resolves
   */
  public record Timing(Duration pending, Duration keepFiring) {}

  /**
   * What people are told.
   *
   * @param meaning what the alert means
   * @param look how to look into it
   * @param action what to do
   * @param runbook link to its page
   */
  public record Advice(String meaning, String look, String action, String runbook) {}
}
