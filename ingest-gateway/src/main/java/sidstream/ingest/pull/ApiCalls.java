// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.VitalsReport;

/**
 * Counts the calls to the provider's API and tells each minute in which there were any, once it is
 * over. For one thread.
 */
final class ApiCalls {

  private static final String KIND = "api-calls";
  private static final String NO_ANSWER = "none";

  private final Meters meters;
  private final VitalsReport report;
  private final Clock clock;
  private final Map<String, Long> counts = new TreeMap<>();
  private Instant minute = Instant.EPOCH;

  ApiCalls(Meters meters, VitalsReport report, Clock clock) {
    this.meters = meters;
    this.report = report;
    this.clock = clock;
  }

  /**
   * @param status of the HTTP answer
   */
  void answered(int status) {
    count(Integer.toString(status));
  }

  void unanswered() {
    count(NO_ANSWER);
  }

  /** Tells the minute if it is over. */
  void look() {
    if (clock.instant().truncatedTo(ChronoUnit.MINUTES).isAfter(minute)) {
      tell();
    }
  }

  /** Tells what was not told yet. */
  void tell() {
    if (!counts.isEmpty()) {
      report.tell(KIND, Pull.SOURCE, minute, Map.copyOf(counts));
      counts.clear();
    }
  }

  private void count(String status) {
    look();
    minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    counts.merge(status, 1L, Long::sum);
    meters.count(Meter.API_CALLS, Pull.SOURCE, status);
  }
}
