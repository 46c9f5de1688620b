// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Health;

/**
 * An app's parts in their order. They start first to last; when one cannot, those before it are
 * closed and nothing is half started. They close last to first, within a bound.
 */
public final class App implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(App.class);

  private final String name;
  private final List<Part> parts;
  private final Deque<Part> running = new ArrayDeque<>();

  public App(String name, List<? extends Part> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
  }

  /** Lets the parts answer for the app's health, each under {@code app.part}. */
  public App reportTo(Health health) {
    parts.forEach(part -> health.add(name + '.' + part.name(), part::check));
    return this;
  }

  /**
   * @throws StartException when a part cannot start
   */
  public synchronized void start() {
    for (Part part : parts) {
      running.push(part);
      try {
        part.start();
      } catch (Exception e) {
        close();
        throw cannotStart(part, e);
      }
    }
    log.atInfo().addKeyValue("app", name).log("started");
  }

  private StartException cannotStart(Part part, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return e instanceof StartException known
        ? known
        : new StartException(name + " cannot start its part " + part.name() + ": " + e, e);
  }

  /** Closes every part, however long that takes. */
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      Part part = running.pop();
      try {
        part.close();
      } catch (RuntimeException e) {
        log.atWarn().addKeyValue("part", part.name()).setCause(e).log("did not close cleanly");
      }
    }
  }

  /**
   * Closes within a bound.
   *
   * @return false when it took longer; the rest is left to the log
   */
  public boolean close(Duration bound) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    Thread closer =
        new Thread(
            () -> {
              close();
              closed.countDown();
            },
            name + "-close");
    closer.setDaemon(true);
    closer.start();
    return closed.await(bound.toMillis(), TimeUnit.MILLISECONDS);
  }
}
