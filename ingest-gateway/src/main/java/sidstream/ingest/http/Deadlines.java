// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Replies that wait for a receipt, and not beyond their deadlines. All have equally long, so they
 * are due in the order in which they came: a queue without a lock, where a timer each would take
 * the lock of all timers twice a webhook.
 */
final class Deadlines implements Waiting.Many {

  private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

  private record Pending(long due, CompletableFuture<Reply> reply) {}

  /**
   * @param due by {@link System#nanoTime}; there is no receipt then
   */
  void add(long due, CompletableFuture<Reply> reply) {
    if (!reply.isDone()) {
      pending.add(new Pending(due, reply));
    }
  }

  @Override
  public void look(long now) {
    Pending first = pending.peek();
    while (first != null && (first.reply().isDone() || now - first.due() >= 0)) {
      pending.remove();
      first.reply().complete(Reply.NO_RECEIPT);
      first = pending.peek();
    }
  }
}
