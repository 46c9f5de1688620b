// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of the requests of one stretch of load: answers by status, and their latencies. */
final class Load {

  private static final long LONGEST_MICROS = 120_000_000;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
  private final Map<Integer, Long> answers = new TreeMap<>();
  private long broken;
  private long nanos;

  void answered(int status, long latencyNanos) {
    answers.merge(status, 1L, Long::sum);
    micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, latencyNanos / 1_000)));
  }

  /** A connection ended without an answer. */
  void broke() {
    broken++;
  }

  void lasted(long more) {
    nanos += more;
  }

  void add(Load other) {
    micros.add(other.micros);
    other.answers.forEach((status, count) -> answers.merge(status, count, Long::sum));
    broken += other.broken;
    nanos += other.nanos;
  }

  long ok() {
    return answers.getOrDefault(200, 0L);
  }

  long total() {
    return answers.values().stream().mapToLong(Long::longValue).sum() + broken;
  }

  double perSecond() {
    return ok() * 1e9 / nanos;
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** Latencies in milliseconds: p50, p90, p99, p99.9, greatest. */
  String latencies() {
    StringBuilder line = new StringBuilder();
    for (double percentile : PERCENTILES) {
      line.append(String.format(Locale.ROOT, "%9.2f", millis(percentile)));
    }
    return line.toString();
  }

  /** For example {@code 200: 120000, 503: 12}. */
  String answers() {
    String all = answers.toString().replace("{", "").replace("}", "").replace("=", ": ");
    return broken == 0 ? all : all + ", broken: " + broken;
  }
}
