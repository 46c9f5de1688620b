// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** Counts events by second, over the last minute. */
final class Arrivals {

  private static final int SECONDS = 60;

  /** One more than is shown: the running second. */
  private final int[] counts = new int[SECONDS + 1];

  private final long[] seconds = new long[SECONDS + 1];

  void count(Instant now) {
    long second = now.getEpochSecond();
    int slot = slot(second);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
  }

  /** Of the last 60 whole seconds, the newest last. */
  List<Integer> lastMinute(Instant now) {
    long second = now.getEpochSecond();
    return LongStream.range(second - SECONDS, second).mapToObj(this::in).toList();
  }

  private int in(long second) {
    int slot = slot(second);
    return seconds[slot] == second ? counts[slot] : 0;
  }

  private static int slot(long second) {
    return Math.floorMod(second, SECONDS + 1);
  }
}
