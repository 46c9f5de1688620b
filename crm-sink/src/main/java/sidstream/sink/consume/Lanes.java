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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks by key: those of one key one after another, in the order they came; those of different keys
 * side by side on a bounded number of threads. A task that has to wait parks its key and no thread.
 * Where its work says so, the key then counts as waiting, with all that comes after, and no more
 * than half of the threads are for such keys: the others are there for those that are well.
 *
 * @param <T> a task
 */
final class Lanes<T> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  private final Work<T> work;
  private final ScheduledThreadPoolExecutor workers;
  private final Map<String, Lane<T>> lanes = new HashMap<>();
  private int inFlight;
  private int waiting;
  private long waitingBytes;

  /** Of the threads, for what has failed before: they may each be held up for long. */
  private final int mostTrying;

  private final Deque<Runnable> held = new ArrayDeque<>();
  private int trying;
  private @Nullable Throwable failure;

  /** Does what is to be done for a task, on one of the threads. */
  interface Work<T> {

    /**
     * @return null when the task is done; else how long to wait before the next step
     */
    @Nullable Duration step(T task) throws InterruptedException;

    /**
     * Asked after a step that was not the last: whether the task and those behind it only wait from
     * now on, and leave their room to others, until it is done.
     */
    default boolean makesRoom(T task) {
      return false;
    }

    /** Bytes that a task holds. */
    default long bytes(T task) {
      return 0;
    }
  }

  /**
   * What there is to do.
   *
   * @param inFlight tasks that are not done: running, queued or parked
   * @param waiting those of them that wait, or are queued behind one that does
   * @param waitingBytes what these hold
   */
  record Load(int inFlight, int waiting, long waitingBytes) {}

  private static final class Lane<T> {
    final Deque<Entry<T>> queue = new ArrayDeque<>();
    boolean running;

    /** The first has failed and is not done yet: all of them wait. */
    boolean waiting;

    /** What runs has failed before. */
    boolean trying;

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
    mostTrying = Math.max(1, threads / 2);
    workers = new ScheduledThreadPoolExecutor(threads, Lanes::thread);
  }

  synchronized void add(String key, T task) {
    Lane<T> lane = lanes.computeIfAbsent(key, any -> new Lane<>());
    lane.queue.add(new Entry<>(task));
    inFlight++;
    if (lane.waiting) {
      waits(task, 1);
    }
    if (lane.queue.size() == 1) {
      schedule(key, lane, Duration.ZERO);
    }
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized Load load() {
    return new Load(inFlight, waiting, waitingBytes);
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
            left(lane, one);
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
    Entry<T> head = begin(key, lane, turn);
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

  private synchronized @Nullable Entry<T> begin(String key, Lane<T> lane, long turn) {
    if (workers.isShutdown()) {
      return null;
    }
    if (lane.turn != turn) {
      letOneTry();
      return null;
    }
    if (lane.waiting && trying == mostTrying) {
      held.add(() -> run(key, lane, turn));
      return null;
    }
    lane.running = true;
    lane.trying = lane.waiting;
    trying += lane.trying ? 1 : 0;
    return lane.queue.getFirst();
  }

  private void letOneTry() {
    Runnable next = held.poll();
    if (next != null && !workers.isShutdown()) {
      workers.execute(next);
    }
  }

  private synchronized void end(String key, Lane<T> lane, @Nullable Duration again) {
    lane.running = false;
    if (lane.trying) {
      lane.trying = false;
      trying--;
      letOneTry();
    }
    Entry<T> head = lane.queue.getFirst();
    if (again != null && !head.dropped) {
      become(lane, work.makesRoom(head.task));
      schedule(key, lane, again);
    } else {
      left(lane, lane.queue.removeFirst());
      goOn(key, lane);
    }
    notifyAll();
  }

  private void goOn(String key, Lane<T> lane) {
    lane.turn++;
    become(lane, false);
    if (lane.queue.isEmpty()) {
      lanes.remove(key);
    } else {
      schedule(key, lane, Duration.ZERO);
    }
  }

  private void left(Lane<T> lane, Entry<T> entry) {
    inFlight--;
    if (lane.waiting) {
      waits(entry.task, -1);
    }
  }

  private void become(Lane<T> lane, boolean waiting) {
    if (lane.waiting != waiting) {
      lane.waiting = waiting;
      lane.queue.forEach(entry -> waits(entry.task, waiting ? 1 : -1));
    }
  }

  private void waits(T task, int sign) {
    waiting += sign;
    waitingBytes += sign * work.bytes(task);
  }

  private synchronized void fail(Throwable e) {
    log.error("a step has a bug; its key stands still", e);
    failure = e;
    notifyAll();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deliver");
    thread.setDaemon(true);
    return thread;
  }
}
