// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads and forgets what a sender still sends after its answer, for a while: to close at once would
 * make the system reset the connection, and the answer would be lost on its way.
 */
final class Lingering implements Invocable.Task, Waiting {

  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private final Exchange exchange;
  private final Sweeper sweeper;
  private final long until = System.nanoTime() + PATIENCE;

  /**
   * To close a connection reads it as well: whoever does either is alone with it, and who would
   * close does not wait for one who reads.
   */
  private final ReentrantLock alone = new ReentrantLock();

  Lingering(Exchange exchange, Sweeper sweeper) {
    this.exchange = exchange;
    this.sweeper = sweeper;
  }

  void start() {
    sweeper.add(this);
    run();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public void run() {
    alone.lock();
    try {
      read(exchange.request());
    } finally {
      alone.unlock();
    }
  }

  private void read(Request request) {
    while (true) {
      if (isLate(System.nanoTime())) {
        close();
      }
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        exchange.demand(this);
        return;
      }
      boolean over = chunk.isLast() || Content.Chunk.isFailure(chunk);
      chunk.release();
      if (over) {
        sweeper.remove(this);
        exchange.callback().succeeded();
        return;
      }
    }
  }

  @Override
  public void look(long now) {
    if (isLate(now) && alone.tryLock()) {
      try {
        sweeper.remove(this);
        close();
      } finally {
        alone.unlock();
      }
    }
  }

  private boolean isLate(long now) {
    return now - until >= 0;
  }

  /** Makes the pending read fail, which ends it. */
  private void close() {
    exchange.request().getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
