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
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reader can be told that nothing has come yet, so that it need not look.
 *
 * <p>It stays with its selector while a request is served. Jetty's own leaves when something has
 * come and returns when the next is waited for: two calls of the kernel, and the selector is woken,
 * for every request whose answer another thread brings. A sender waits for that answer, so mostly
 * nothing comes meanwhile; where something does, this one leaves too, until it is waited for.
 */
final class PlainEndPoint extends SocketChannelEndPoint {

  private static final int USUAL_ACCEPTORS = -1;

  private final Object place = new Object();
  private final Runnable arrival = new Arrival();
  private SelectionKey key;
  private boolean empty;

  /** Whether the selector tells when something can be read. */
  private boolean selected;

  /** Whether somebody waits to be told. */
  private boolean awaited;

  private PlainEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    this.key = key;
  }

  /** Tells whoever waits. */
  private final class Arrival implements Invocable.Task {
    @Override
    public void run() {
      getFillInterest().fillable();
    }

    @Override
    public InvocationType getInvocationType() {
      return getFillInterest().getCallbackInvocationType();
    }
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

  @Override
  protected void needsFillInterest() {
    synchronized (place) {
      awaited = true;
      if (!selected) {
        selected = true;
        super.needsFillInterest();
      }
    }
  }

  /** By the selector's thread. */
  @Override
  public @Nullable Runnable onSelected() {
    synchronized (place) {
      int ready = key.readyOps();
      boolean told = awaited && (ready & SelectionKey.OP_READ) != 0;
      if (told) {
        awaited = false;
      }
      if (told && ready == SelectionKey.OP_READ) {
        return arrival;
      }
      selected &= (ready & SelectionKey.OP_READ) == 0;
      Runnable task = super.onSelected(); // which takes what is ready off the selector
      return ready == SelectionKey.OP_READ ? null : task;
    }
  }

  @Override
  public void replaceKey(SelectionKey other) {
    synchronized (place) {
      key = other;
      super.replaceKey(other);
    }
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
