// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.io.Closeable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the server opens and closes its connections: those that come together are done one after
 * the other by one thread, which costs one wake-up and not one each. Nothing in there waits.
 * Thousands of strangers who come and are sent away would wake every thread of the pool, and with
 * that take the processor from those who answer.
 */
final class Batches implements Executor {

  private final Executor pool;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();

  Batches(Executor pool) {
    this.pool = pool;
  }

  /** One that fails holds up no other. */
  @Override
  public void execute(Runnable task) {
    if (task instanceof Closeable) { // the others are loops that do not end
      waiting.add(task);
      wake();
    } else {
      pool.execute(task);
    }
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      try {
        pool.execute(this::runAll);
      } catch (RejectedExecutionException e) { // at the end: whoever comes next is told as well
        awake.set(false);
        throw e;
      }
    }
  }

  private void runAll() {
    try {
      for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
        task.run();
      }
    } finally {
      awake.set(false);
      if (!waiting.isEmpty()) { // came after the last look, or after one that failed
        wake();
      }
    }
  }
}
