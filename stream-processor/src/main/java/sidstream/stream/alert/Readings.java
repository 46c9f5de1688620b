// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import sidstream.schemas.record.CampaignProgress;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

/**
 * What rules read, as it is at one moment. A window of N minutes is the last N whole minutes and
 * the one that runs.
 */
public interface Readings {

  /** Which moment that is. */
  Instant now();

  /** For how long anybody has watched: of what was before, nothing is known. */
  Duration watchedFor();

  /** Sums of every scope of the kind that had something in the window. */
  Map<Scope, Tally> sums(Scope.Kind kind, Duration window);

  /** Counts of every source that told something of the kind in the window, added up. */
  Map<String, Map<String, Long>> vitals(String kind, Duration window);

  /** The newest counts of each instance that told something in the window, newest first. */
  Map<String, List<Map<String, Long>>> newestVitals(String kind, Duration window);

  /** Events lost by source: the gaps of the ledger in a window that ends when minutes settle. */
  Map<String, Long> lost(Duration window);

  /** Events for the CRM by source that has a sink: of those long over, what has no receipt. */
  Map<String, Long> crmLost(Duration window);

  /** Events for the CRM by source that has a sink: of those a few minutes old, what has none. */
  Map<String, Long> crmWaiting(Duration window);

  /** Every campaign of which something was counted ever, as it was published last. */
  Collection<CampaignProgress> campaigns();
}
