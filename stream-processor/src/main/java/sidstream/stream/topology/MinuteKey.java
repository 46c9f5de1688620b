// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Key of one minute of one scope in the stores: oldest minute first, so that what is old is a
 * range.
 */
record MinuteKey(Instant minute, String scope) {

  private static final String ZEROS = "000000000000";
  private static final int MINUTE_DIGITS = ZEROS.length();

  static MinuteKey parse(String text) {
    long seconds = Long.parseLong(text.substring(0, MINUTE_DIGITS));
    return new MinuteKey(Instant.ofEpochSecond(seconds), text.substring(MINUTE_DIGITS + 1));
  }

  String text() {
    String seconds = Long.toString(minute.getEpochSecond());
    return ZEROS.substring(seconds.length()) + seconds + '|' + scope;
  }

  /** Stands before every key of the minute. */
  static String before(Instant minute) {
    return new MinuteKey(minute, "").text();
  }

  /** Removes every minute that is older. */
  static <V> void forget(KeyValueStore<String, V> store, Instant oldest) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, V> range = store.range(before(Instant.EPOCH), before(oldest))) {
      range.forEachRemaining(next -> old.add(next.key));
    }
    old.forEach(store::delete);
  }
}
