// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.time.Instant;
import java.util.Map;

/** Takes what is to be told on the topic {@code vitals}, and tells it when it can. */
@FunctionalInterface
public interface VitalsReport {

  /**
   * Never waits, and never fails.
   *
   * @param kind what is counted
   * @param source provider that it is about
   * @param minute start of the minute in which it was
   * @param counts how many of each; of a minute that is told again the larger number holds
   */
  void tell(String kind, String source, Instant minute, Map<String, Long> counts);
}
