// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a partition goes on, and which offsets behind that are done already. It travels in the
 * metadata of the committed offset, so that a record that waits for a day does not make a restart
 * send again everything that was delivered behind it.
 *
 * @param offset the first offset that is not done
 * @param end offsets from here on are not done
 * @param open offsets before the end that are not done
 */
public record Checkpoint(long offset, long end, Set<Long> open) {

  /** Brokers keep 4,096 bytes (offset.metadata.max.bytes). */
  static final int MAX_METADATA = 4_000;

  private static final int RADIX = 36;
  private static final Pattern METADATA = Pattern.compile("done-before=([0-9a-z]{1,13}) but=(.*)");

  /** Everything before the offset is done, nothing after. */
  static Checkpoint at(long offset) {
    return new Checkpoint(offset, offset, Set.of());
  }

  /**
   * @param end offsets from here on are not started
   * @param open those before that are not done, at least one
   */
  static Checkpoint of(long end, Set<Long> open) {
    return new Checkpoint(open.stream().mapToLong(Long::longValue).min().orElse(end), end, open);
  }

  /** Reads what {@link #metadata} wrote; of any other text it takes that nothing is known. */
  public static Checkpoint parse(long offset, String metadata) {
    Matcher matcher = METADATA.matcher(metadata);
    try {
      return matcher.matches()
          ? new Checkpoint(
              offset, offset + number(matcher.group(1)), offsets(offset, matcher.group(2)))
          : at(offset);
    } catch (NumberFormatException e) {
      return at(offset);
    }
  }

  /** Whether an offset at or behind {@link #offset} is done. */
  public boolean done(long candidate) {
    return candidate < end && !open.contains(candidate);
  }

  /**
   * As text for the commit, distances from {@link #offset} in base 36. When there are more open
   * offsets than fit, it ends before the first that does not: less is known, nothing is wrong.
   */
  public String metadata() {
    StringBuilder but = new StringBuilder();
    long known = endOfDone();
    for (long one : new TreeSet<>(open).headSet(known)) {
      String distance = Long.toString(one - offset, RADIX) + ' ';
      if (but.length() + distance.length() > MAX_METADATA - 40) {
        known = one;
        break;
      }
      but.append(distance);
    }
    return known == offset
        ? ""
        : "done-before=" + Long.toString(known - offset, RADIX) + " but=" + but.toString().strip();
  }

  /** Without the open offsets at the end, which need no mention. */
  private long endOfDone() {
    long known = end;
    while (open.contains(known - 1)) {
      known--;
    }
    return known;
  }

  private static Set<Long> offsets(long offset, String distances) {
    Set<Long> offsets = new TreeSet<>();
    for (String distance : distances.split(" ", -1)) {
      offsets.add(offset + number(distance));
    }
    return offsets;
  }

  private static long number(String text) {
    return Long.parseLong(text, RADIX);
  }
}
