// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the spool's one thread. Everything that came while it was writing is taken
 * together: that is the group of a group commit. Deletions alone can wait, for one sync to do many.
 */
final class Inbox {

  private static final int MOST_WRITES = 2_000;
  private static final long MOST_BYTES = 4 * 1024 * 1024;
  private static final long MOST_WAITING_BYTES = 32 * 1024 * 1024;
  private static final int ENOUGH_DELETIONS = 1_000;
  private static final long LAZY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<Write> writes = new ArrayList<>();
  private final List<Long> deletions = new ArrayList<>();
  private final List<Runnable> questions = new ArrayList<>();
  private long waitingBytes;
  private long oldestDeletion;
  private boolean closed;

  /**
   * A record to keep.
   *
   * @param asideBecause it is set aside for this reason; null lets it wait for Kafka
   */
  record Write(
      SpoolRecord record, @Nullable String asideBecause, CompletableFuture<Void> written) {}

  /**
   * What is done in one transaction, in this order.
   *
   * @param questions are asked after the commit
   */
  record Work(List<Write> writes, List<Long> deletions, List<Runnable> questions) {

    boolean changesSomething() {
      return !writes.isEmpty() || !deletions.isEmpty();
    }
  }

  /**
   * @throws SpoolException when it is closed, or the disk is so slow that too much waits already
   */
  void add(Write write) throws SpoolException {
    lock.lock();
    try {
      if (closed) {
        throw new SpoolException("the spool is closed");
      }
      if (waitingBytes > MOST_WAITING_BYTES) {
        throw new SpoolException("the spool's disk is too slow");
      }
      waitingBytes += write.record().size();
      writes.add(write);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  void delete(long sequence) {
    lock.lock();
    try {
      if (deletions.isEmpty()) {
        oldestDeletion = System.nanoTime();
      }
      deletions.add(sequence);
      if (deletions.size() == 1 || deletions.size() == ENOUGH_DELETIONS) {
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asked on the spool's thread, behind every write that is here now. */
  boolean ask(Runnable question) {
    lock.lock();
    try {
      if (!closed) {
        questions.add(question);
        arrived.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** What is here now; nothing when nothing came in that time; null when closed and done. */
  @Nullable Work take(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!due() && !closed && left > 0) {
        long lazy = LAZY_NANOS - (System.nanoTime() - oldestDeletion);
        long wait = deletions.isEmpty() ? left : Math.max(1, Math.min(left, lazy));
        left -= wait - Math.max(0, arrived.awaitNanos(wait));
      }
      boolean done = closed && writes.isEmpty() && deletions.isEmpty() && questions.isEmpty();
      return done ? null : taken();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is taken from now on; what is here is still done. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean due() {
    return !writes.isEmpty()
        || !questions.isEmpty()
        || deletions.size() >= ENOUGH_DELETIONS
        || (!deletions.isEmpty() && System.nanoTime() - oldestDeletion >= LAZY_NANOS);
  }

  private Work taken() {
    int count = 0;
    for (long bytes = 0;
        count < Math.min(writes.size(), MOST_WRITES) && bytes < MOST_BYTES;
        count++) {
      bytes += writes.get(count).record().size();
    }
    List<Write> group = new ArrayList<>(writes.subList(0, count));
    writes.subList(0, count).clear();
    group.forEach(write -> waitingBytes -= write.record().size());
    // a question is behind every write: with some left over it waits for them
    List<Runnable> asked = writes.isEmpty() ? new ArrayList<>(questions) : List.of();
    if (writes.isEmpty()) {
      questions.clear();
    }
    // a deletion of something still waiting to be written must not come before it
    List<Long> deleted = writes.isEmpty() ? new ArrayList<>(deletions) : List.of();
    if (writes.isEmpty()) {
      deletions.clear();
    }
    return new Work(group, deleted, asked);
  }
}
