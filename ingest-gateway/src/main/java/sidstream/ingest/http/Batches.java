// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.io.Closeable;
import java.util.concurrent.Executor;

/**
 * Where the server opens and closes its connections: those that come together are done one after
 * the other by one thread, which costs one wake-up and not one each. Nothing in there waits.
 * Thousands of strangers who come and are sent away would wake every thread of the pool, and with
 * that take the processor from those who answer.
 */
final class Batches implements Executor {

  private final Executor pool;
  private final Executor together;

  Batches(Executor pool) {
    this.pool = pool;
    together = new Outbox(pool);
  }

  @Override
  public void execute(Runnable task) {
    if (task instanceof Closeable) { // the others are loops that do not end
      together.execute(task);
    } else {
      pool.execute(task);
    }
  }
}
