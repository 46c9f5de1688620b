// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import sidstream.stream.rates.Scope;

/** What rules can watch of the way to the CRM, source by source; nothing where no sink tells. */
public enum CrmSign implements Sign {
  CRM_BACKLOG(
      "Events for the CRM, of reports received over five minutes ago, that are neither delivered"
          + " nor dead"),
  CRM_LEDGER_GAP(
      "Events for the CRM that are neither delivered nor dead although the sink's time to try is"
          + " over");

  private final String meaning;

  CrmSign(String meaning) {
    this.meaning = meaning;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public boolean isShare() {
    return false;
  }

  @Override
  public Scope.Kind scope() {
    return Scope.Kind.SOURCE;
  }

  @Override
  public Map<Scope, Reading> read(Readings readings, Duration window) {
    Map<String, Long> events =
        switch (this) {
          case CRM_BACKLOG -> readings.crmWaiting(window);
          case CRM_LEDGER_GAP -> readings.crmLost(window);
        };
    Map<Scope, Reading> values = new HashMap<>();
    events.forEach((source, count) -> values.put(scope().of(source), reading(count)));
    return values;
  }

  private static Reading reading(long count) {
    return new Reading((double) count, count);
  }
}
