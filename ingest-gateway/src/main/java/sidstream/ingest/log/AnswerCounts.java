// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers without a lock, and tells now and then what was new. No answer is lost or told
 * twice: counters only grow, and what was told is subtracted.
 */
final class AnswerCounts {

  private final Map<String, Map<String, Row>> rows = new ConcurrentHashMap<>();

  /** The statuses of one feed, by number: a lookup by anything else would need an object each. */
  private static final class Row {
    private static final int END = 600;

    private final AtomicReferenceArray<@Nullable LongAdder> adders =
        new AtomicReferenceArray<>(END);
    private final long[] told = new long[END];

    void add(int status) {
      LongAdder adder = adders.get(status);
      if (adder == null) {
        adders.compareAndSet(status, null, new LongAdder());
        adder = adders.get(status);
      }
      if (adder != null) {
        adder.increment();
      }
    }

    Map<String, Long> news() {
      Map<String, Long> news = new TreeMap<>();
      for (int status = 0; status < END; status++) {
        LongAdder adder = adders.get(status);
        long now = adder == null ? 0 : adder.sum();
        if (now > told[status]) {
          news.put(Integer.toString(status), now - told[status]);
          told[status] = now;
        }
      }
      return news;
    }
  }

  void answered(String source, String feed, int status) {
    Map<String, Row> feeds = rows.get(source); // first: computing may lock
    Row row = feeds == null ? null : feeds.get(feed);
    (row == null ? row(source, feed) : row).add(status);
  }

  private Row row(String source, String feed) {
    return rows.computeIfAbsent(source, name -> new ConcurrentHashMap<>())
        .computeIfAbsent(feed, name -> new Row());
  }

  /**
   * What came since the last call, by source, feed and status; without those that had none. For one
   * thread.
   */
  Map<String, Map<String, Map<String, Long>>> news() {
    Map<String, Map<String, Map<String, Long>>> news = new TreeMap<>();
    rows.forEach(
        (source, feeds) ->
            feeds.forEach(
                (feed, row) -> {
                  Map<String, Long> counts = row.news();
                  if (!counts.isEmpty()) {
                    news.computeIfAbsent(source, name -> new TreeMap<>()).put(feed, counts);
                  }
                }));
    return news;
  }
}
