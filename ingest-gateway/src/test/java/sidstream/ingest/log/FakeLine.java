// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import sidstream.ingest.spool.SpoolRecord;

/** A producer and its broker for tests: stores in the order of sending, when it is told to. */
final class FakeLine implements Line {

  private final Landing landing;
  private final List<SpoolRecord> stored;
  private final Deque<Flight> flights = new ArrayDeque<>();
  private boolean works = true;
  private boolean crowded;

  /**
   * @param stored takes what the broker has
   */
  FakeLine(Landing landing, List<SpoolRecord> stored) {
    this.landing = landing;
    this.stored = stored;
  }

  /** From now on it has no room, or has again. */
  void crowded(boolean now) {
    crowded = now;
  }

  @Override
  public void send(Flight flight) {
    if (!works || crowded) {
      landing.failed(flight, new IllegalStateException("not taken"));
    } else {
      flights.add(flight);
    }
  }

  @Override
  public boolean works() {
    return works;
  }

  int flying() {
    return flights.size();
  }

  void acknowledge(int most) {
    for (int i = 0; i < most && !flights.isEmpty(); i++) {
      Flight flight = flights.remove();
      stored.add(flight.record);
      landing.stored(flight, new Receipt.Stored(0, stored.size() - 1L));
    }
  }

  void refuse() {
    if (!flights.isEmpty()) {
      landing.refused(flights.remove(), new IllegalStateException("too large"));
    }
  }

  /** The producer fails for good; nothing of what it has was stored. Later flights fail first. */
  void fail() {
    works = false;
    while (!flights.isEmpty()) {
      landing.failed(flights.removeLast(), new IllegalStateException("fatal"));
    }
  }
}
