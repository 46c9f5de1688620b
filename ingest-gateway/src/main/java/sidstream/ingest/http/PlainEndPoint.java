// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** A socket whose reader can be told that nothing has come yet, so that it need not look. */
final class PlainEndPoint extends SocketChannelEndPoint {

  private static final int USUAL_ACCEPTORS = -1;

  private boolean empty;

  private PlainEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** Runs what reads, as if nothing had come. Only of the one thread that may read. */
  void asEmpty(Runnable reader) {
    empty = true;
    try {
      reader.run();
    } finally {
      empty = false;
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return empty ? 0 : super.fill(buffer);
  }

  /** Accepts such sockets. */
  static final class Connector extends ServerConnector {

    /**
     * @param selectors threads that each wait for the requests of a share of the connections
     */
    Connector(Server server, int selectors, ConnectionFactory... protocols) {
      super(server, USUAL_ACCEPTORS, selectors, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      PlainEndPoint socket = new PlainEndPoint(channel, selector, key, getScheduler());
      socket.setIdleTimeout(getIdleTimeout());
      return socket;
    }
  }
}
