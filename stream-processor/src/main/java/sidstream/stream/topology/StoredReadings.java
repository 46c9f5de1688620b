// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sidstream.schemas.record.CampaignProgress;
import sidstream.stream.alert.Readings;
import sidstream.stream.alert.WindowSums;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

/** What the stores hold at one moment. */
record StoredReadings(
    Instant now,
    Duration watchedFor,
    Map<Duration, WindowSums> windows,
    VitalsView vitals,
    Ledgers ledgers,
    List<CampaignProgress> campaigns)
    implements Readings {

  /** Both equations. */
  record Ledgers(LedgerView webhooks, CrmBooks crm) {}

  @Override
  public Map<Scope, Tally> sums(Scope.Kind kind, Duration window) {
    WindowSums sums = windows.get(window);
    if (sums == null) {
      throw new IllegalStateException("no rule has a window of " + window);
    }
    return sums.of(kind);
  }

  @Override
  public Map<String, Map<String, Long>> vitals(String kind, Duration window) {
    return vitals.sums(kind, window);
  }

  @Override
  public Map<String, List<Map<String, Long>>> newestVitals(String kind, Duration window) {
    return vitals.newest(kind, window);
  }

  @Override
  public Map<String, Long> lost(Duration window) {
    return ledgers.webhooks.lost(window);
  }

  @Override
  public Map<String, Long> crmLost(Duration window) {
    return CrmBooks.lost(ledgers.crm.settled(window));
  }

  @Override
  public Map<String, Long> crmWaiting(Duration window) {
    return ledgers.crm.waiting(window);
  }
}
