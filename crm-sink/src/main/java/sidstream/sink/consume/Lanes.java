// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tasks by key: those of one key one after another, in the order they came; those of different keys
 * side by side on a bounded number of threads. A task that has to wait parks its key and no thread.
 *
 * @param <T> a task
 */
final class Lanes<T> implements AutoCloseable {

  private final Work<T> work;
  private final ScheduledThreadPoolExecutor workers;
  private final Map<String, Lane<T>> lanes = new HashMap<>();
  private int inFlight;
  private @Nullable Throwable failure;

  /** Does what is to be done for a task, on one of the threads. */
  interface Work<T> {

    /**
     * @return null when the task is done; else how long to wait before the next step
     */
    @Nullable Duration step(T task) throws InterruptedException;
  }

  private static final class Lane<T> {
    final Deque<Entry<T>> queue = new ArrayDeque<>();
    boolean running;

    /** Only the latest turn counts: an earlier one was overtaken by a drop. */
    long turn;
  }

  private static final class Entry<T> {
    final T task;
    boolean dropped;

    Entry(T task) {
      this.task = task;
    }
  }

  /**
   * @param threads tasks that run at one time
   */
  Lanes(int threads, Work<T> work) {
    this.work = work;
    workers = new ScheduledThreadPoolExecutor(threads, Lanes::thread);
  }

  synchronized void add(String key, T task) {
    Lane<T> lane = lanes.computeIfAbsent(key, any -> new Lane<>());
    lane.queue.add(new Entry<>(task));
    inFlight++;
    if (lane.queue.size() == 1) {
      schedule(key, lane, Duration.ZERO);
    }
  }

  /** Tasks that are not done: running, queued or parked. */
  synchronized int inFlight() {
    return inFlight;
  }

  /** What ended a step though nothing should; from then on its key stands still. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Forgets tasks. One that runs now may end its step; it has no further one. */
  synchronized void drop(Predicate<? super T> which) {
    for (Map.Entry<String, Lane<T>> entry : List.copyOf(lanes.entrySet())) {
      Lane<T> lane = entry.getValue();
      Entry<T> head = lane.queue.getFirst();
      for (Iterator<Entry<T>> entries = lane.queue.iterator(); entries.hasNext(); ) {
        Entry<T> one = entries.next();
        if (which.test(one.task)) {
          one.dropped = true;
          if (one != head || !lane.running) {
            entries.remove();
            inFlight--;
          }
        }
      }
      if (lane.queue.peekFirst() != head) {
        goOn(entry.getKey(), lane);
      }
    }
  }

  /**
   * Waits until none of these tasks runs.
   *
   * @return false when some still did after so long
   */
  synchronized boolean awaitIdle(Predicate<? super T> which, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (lanes.values().stream().anyMatch(lane -> runs(lane, which))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Forgets every task and interrupts those that run. */
  @Override
  public void close() {
    drop(any -> true);
    workers.shutdownNow();
  }

  private static <T> boolean runs(Lane<T> lane, Predicate<? super T> which) {
    return lane.running && which.test(lane.queue.getFirst().task);
  }

  private void schedule(String key, Lane<T> lane, Duration after) {
    long turn = ++lane.turn;
    if (!workers.isShutdown()) {
      var unused =
          workers.schedule(() -> run(key, lane, turn), after.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void run(String key, Lane<T> lane, long turn) {
    Entry<T> head = begin(lane, turn);
    if (head != null) {
      try {
        end(key, lane, work.step(head.task));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end(key, lane, Duration.ZERO);
      } catch (Throwable e) {
        fail(e);
      }
    }
  }

  private synchronized @Nullable Entry<T> begin(Lane<T> lane, long turn) {
    if (lane.turn != turn || workers.isShutdown()) {
      return null;
    }
    lane.running = true;
    return lane.queue.getFirst();
  }

  private synchronized void end(String key, Lane<T> lane, @Nullable Duration again) {
    lane.running = false;
    if (again != null && !lane.queue.getFirst().dropped) {
      schedule(key, lane, again);
    } else {
      lane.queue.removeFirst();
      inFlight--;
      goOn(key, lane);
    }
    notifyAll();
  }

  private void goOn(String key, Lane<T> lane) {
    lane.turn++;
    if (lane.queue.isEmpty()) {
      lanes.remove(key);
    } else {
      schedule(key, lane, Duration.ZERO);
    }
  }

  private synchronized void fail(Throwable e) {
    failure = e;
    notifyAll();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deliver");
    thread.setDaemon(true);
    return thread;
  }
}
