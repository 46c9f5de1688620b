// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import java.util.Set;
import java.util.TreeSet;

/**
 * Offsets of one partition that are started in order and completed in any. What may be committed
 * never passes an open one, so a crash repeats work and never skips any. Not safe for several
 * threads.
 */
public final class OffsetTracker {

  private final TreeSet<Long> open = new TreeSet<>();
  private long next;

  /**
   * @param position the first offset that may be started
   */
  public OffsetTracker(long position) {
    next = position;
  }

  /**
   * @throws IllegalArgumentException when this offset or a later one was started before
   */
  public void start(long offset) {
    skipTo(offset);
    open.add(offset);
    next = offset + 1;
  }

  /**
   * Nothing is left to start before the position: offsets between records belong to the broker, for
   * example transaction markers.
   *
   * @throws IllegalArgumentException when a later offset was started before
   */
  public void skipTo(long position) {
    if (position < next) {
      throw new IllegalArgumentException("offset " + position + " comes after " + (next - 1));
    }
    next = position;
  }

  /**
   * @throws IllegalArgumentException when the offset is not open
   */
  public void complete(long offset) {
    if (!open.remove(offset)) {
      throw new IllegalArgumentException("offset " + offset + " is not open");
    }
  }

  /** The first offset that was not started. */
  public long position() {
    return next;
  }

  /** End of the completed prefix: the offset to go on from after a crash. */
  public long committable() {
    return open.isEmpty() ? next : open.first();
  }

  /** {@link #committable} together with what is done behind it. */
  public Checkpoint checkpoint() {
    return open.isEmpty() ? Checkpoint.at(next) : Checkpoint.of(next, Set.copyOf(open));
  }
}
