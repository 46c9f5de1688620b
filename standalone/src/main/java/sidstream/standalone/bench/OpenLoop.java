// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Senders who do not wait for each other: requests leave by the plan, whatever became of those
 * before, each on a connection that is free at the moment. A latency counts from when the request
 * was due, so a stall of the server, or of this generator, hides nothing.
 */
final class OpenLoop {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So many seconds' requests may be without an answer; more are not sent, and count as broken. */
  private static final int MOST_SECONDS_OPEN = 4;

  /**
   * A connection whose last request is so long ago is left alone: its server may be closing it, and
   * a request that crosses the close on the wire is lost.
   */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

  private static final String RECEIPT = "Sidstream-Receipt";

  private final int port;
  private final Plan plan;
  private final Callback callback;
  private final Deque<Wire> free = new ArrayDeque<>();
  private int open;

  /** Takes what became of a request. */
  interface Outcome {

    /** The first request is due now, by {@link System#nanoTime}. */
    void starting(long nanoTime);

    void sent(int request);

    /**
     * @param status of its answer; 0 when the connection ended, or nothing came in ten seconds
     * @param receipt that its answer names; null when none
     */
    void of(int request, int status, long latencyNanos, @Nullable String receipt);
  }

  OpenLoop(int port, Plan plan, Callback callback) {
    this.port = port;
    this.plan = plan;
    this.callback = callback;
  }

  /** Sends the requests of the plan before that number. */
  void run(int requests, Outcome outcome) throws IOException {
    try (Selector selector = Selector.open()) {
      while (free.size() < plan.perSecond()) { // enough for answers that take a second
        free.push(new Wire(port, selector));
      }
      long start = System.nanoTime();
      outcome.starting(start);
      int next = 0;
      long end = start + plan.dueNanos(requests) + PATIENCE.toNanos();
      while ((next < requests || open > 0) && System.nanoTime() < end) {
        selector.select(key -> receive(key, outcome), 1);
        for (; next < requests && start + plan.dueNanos(next) <= System.nanoTime(); next++) {
          send(next, start + plan.dueNanos(next), selector, outcome);
        }
      }
      selector.keys().forEach(key -> giveUp((Wire) key.attachment(), outcome));
      for (; next < requests; next++) { // this generator did not keep up
        outcome.of(next, 0, PATIENCE.toNanos(), null);
      }
      free.clear();
    }
  }

  private void send(int request, long due, Selector selector, Outcome outcome) {
    if (open >= plan.perSecond() * MOST_SECONDS_OPEN) {
      outcome.of(request, 0, System.nanoTime() - due, null);
      return;
    }
    Wire wire = fresh();
    try {
      wire = wire == null ? new Wire(port, selector) : wire;
      wire.since = due;
      wire.request = request;
      outcome.sent(request);
      wire.send(callback.of(plan.sid(request), plan.event(request)));
      open++;
    } catch (IOException e) {
      outcome.of(request, 0, System.nanoTime() - due, null);
      if (wire != null) {
        wire.close();
      }
    }
  }

  /** The free connection used last; null when there is none that may be used. */
  private @Nullable Wire fresh() {
    Wire wire = free.poll();
    while (wire != null && System.nanoTime() - wire.since > LONGEST_IDLE.toNanos()) {
      wire.close();
      wire = free.poll();
    }
    return wire;
  }

  private void receive(SelectionKey key, Outcome outcome) {
    Wire wire = (Wire) key.attachment();
    try {
      int status = wire.receive();
      if (status != 0) {
        open--;
        outcome.of(wire.request, status, System.nanoTime() - wire.since, wire.header(RECEIPT));
        wire.request = Wire.NONE;
        free.push(wire);
      }
    } catch (IOException e) {
      giveUp(wire, outcome);
    }
  }

  /** A free connection that the server closes is none; one with a request under way broke. */
  private void giveUp(Wire wire, Outcome outcome) {
    wire.close();
    if (wire.request == Wire.NONE) {
      free.remove(wire);
      return;
    }
    open--;
    outcome.of(wire.request, 0, System.nanoTime() - wire.since, null);
    wire.request = Wire.NONE;
  }
}
