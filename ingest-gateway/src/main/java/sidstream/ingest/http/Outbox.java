// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers that are ready, on their way to threads that may write them. The log makes many receipts
 * at a time: those that come together are written by one thread, which costs one wake-up and not
 * one each. Writing waits for no sender.
 */
final class Outbox implements Executor {

  private final Executor threads;
  private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();

  Outbox(Executor threads) {
    this.threads = threads;
  }

  /**
   * @param answer writes itself; one that fails holds up no other
   */
  @Override
  public void execute(Runnable answer) {
    ready.add(answer);
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      try {
        threads.execute(this::writeAll);
      } catch (RejectedExecutionException e) { // at the end: whoever comes next is told as well
        awake.set(false);
        throw e;
      }
    }
  }

  private void writeAll() {
    try {
      for (Runnable answer = ready.poll(); answer != null; answer = ready.poll()) {
        answer.run();
      }
    } finally {
      awake.set(false);
      if (!ready.isEmpty()) { // came after the last look, or after one that failed
        wake();
      }
    }
  }
}
