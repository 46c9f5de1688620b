// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How full a spool is; up to a second old.
 *
 * @param records that wait for Kafka
 * @param setAside records that Kafka will never take, kept for repair
 * @param bytes in use on disk; free pages that will be used again do not count
 * @param oldest when the oldest waiting record was received; null when there is none
 */
public record SpoolLevel(long records, long setAside, long bytes, @Nullable Instant oldest) {

  static final SpoolLevel EMPTY = new SpoolLevel(0, 0, 0, null);

  SpoolLevel counting(long waiting, long aside) {
    return new SpoolLevel(waiting, aside, bytes, oldest);
  }

  /** How long the oldest record waits. */
  public Duration age(Instant now) {
    boolean waits = records > 0 && oldest != null && oldest.isBefore(now);
    return waits ? Duration.between(oldest, now) : Duration.ZERO;
  }
}
