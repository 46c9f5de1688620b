// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Senders who each wait for their answer and then send the next request: as many as the server
 * takes. One thread for all of them, so that the generator takes little from what it measures.
 */
final class ClosedLoop {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_MS = 100;

  private final int port;
  private final int connections;
  private final Callback callback;
  private long nextSid;

  ClosedLoop(int port, int connections, Callback callback) {
    this.port = port;
    this.connections = connections;
    this.callback = callback;
  }

  /**
   * Returns when every request has its answer.
   *
   * @throws IOException when the server cannot be reached, or leaves requests without an answer
   */
  Load run(Duration time) throws IOException {
    Load load = new Load();
    try (Selector selector = Selector.open()) {
      // before the clock starts: whom the server's queue has no room for comes a second later
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        wires.add(new Wire(port, selector));
      }
      long start = System.nanoTime();
      for (Wire wire : wires) {
        send(wire);
      }
      long end = start + time.toNanos();
      while (!selector.keys().isEmpty()) {
        selector.select(key -> advance(key, load, end), LOOK_MS);
        if (System.nanoTime() > end + PATIENCE.toNanos()) {
          throw new IOException(selector.keys().size() + " requests were not answered");
        }
      }
      load.lasted(System.nanoTime() - start);
    }
    return load;
  }

  private void send(Wire wire) throws IOException {
    wire.since = System.nanoTime();
    wire.send(callback.of(nextSid++));
  }

  private void advance(SelectionKey key, Load load, long end) {
    Wire wire = (Wire) key.attachment();
    try {
      int status = wire.receive();
      if (status == 0) {
        return;
      }
      long now = System.nanoTime();
      load.answered(status, now - wire.since);
      if (now < end) {
        send(wire);
        return;
      }
    } catch (IOException e) {
      load.broke();
    }
    wire.close();
  }
}
