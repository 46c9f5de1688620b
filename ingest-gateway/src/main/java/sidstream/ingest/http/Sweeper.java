// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks about ten times a second at everything that waits for a sender, at a tenth of them at a
 * time: many end together, and ending all of them at once would make others wait. One thread for
 * all of them: a timer each would cost every request, and most requests never wait.
 */
final class Sweeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final long INTERVAL_MS = 10;

  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final Round<Waiting> round = new Round<>(waiting);
  private final Set<Waiting.Many> crowds = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Sweeper::daemon);

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::sweep, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  void add(Waiting one) {
    if (one instanceof Waiting.Many many) {
      crowds.add(many);
    } else {
      waiting.add(one);
    }
  }

  void remove(Waiting one) {
    waiting.remove(one);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void sweep() {
    long now = System.nanoTime();
    round.step(one -> look(one, now));
    crowds.forEach(many -> look(many, now));
  }

  private static void look(Waiting one, long now) {
    try {
      one.look(now);
    } catch (RuntimeException e) { // of one connection: the others are looked at all the same
      log.atWarn().addKeyValue("cause", e.toString()).log("a connection could not be looked at");
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-sweep");
    thread.setDaemon(true);
    return thread;
  }
}
