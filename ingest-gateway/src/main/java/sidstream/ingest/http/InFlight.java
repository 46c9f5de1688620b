// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.component.Graceful;

/**
 * What is under way, and its bounds. Requests whose body is still coming count with the bytes that
 * came, not as requests: a sender that drips must not take the place of others.
 */
final class InFlight extends Graceful.Shutdown {

  private final Limits.Bounds bounds;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger complete = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean leaving;

  InFlight(Limits.Bounds bounds) {
    super("in flight");
    this.bounds = bounds;
  }

  /** From now on every answer says that its connection closes. */
  void leaveSoon() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving || isShutdown();
  }

  /** A request has come that will be answered. */
  void opened() {
    open.incrementAndGet();
  }

  /** It has been answered. */
  void closed() {
    open.decrementAndGet();
    if (isShutdown()) {
      check();
    }
  }

  /** Takes a place for a complete request; false when there is none. */
  boolean enter() {
    if (complete.incrementAndGet() <= bounds.requests()) {
      return true;
    }
    complete.decrementAndGet();
    return false;
  }

  void leave() {
    complete.decrementAndGet();
  }

  /** Takes room for bytes of a body; false when there is none. */
  boolean reserve(int amount) {
    if (bytes.addAndGet(amount) <= bounds.inFlightBytes()) {
      return true;
    }
    bytes.addAndGet(-amount);
    return false;
  }

  void release(int amount) {
    bytes.addAndGet(-amount);
  }

  int requests() {
    return complete.get();
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public boolean isShutdownDone() {
    return open.get() == 0;
  }
}
