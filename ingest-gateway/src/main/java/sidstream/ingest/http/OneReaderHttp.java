// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1 whose connections are each read by one thread at a time.
 *
 * <p>Jetty's own (12.1) is not: where a connection ends in the middle of a header, it has the next
 * request read by another thread while this one is still reading. Both give the same buffer back to
 * the pool, and whoever took it in between shares it with a third: bytes of one sender's webhook
 * stand in another's. It needs many such ends at a time to happen, and slow senders that are sent
 * away bring many.
 *
 * <p>An answered connection is made to wait for its next request by the thread that answered, where
 * Jetty has another thread look first. A sender waits for the answer, so that look is mostly in
 * vain, and what has come meanwhile is selected at once. Only where more of the sender is in the
 * buffer already, or TLS may hold it back, another thread looks.
 */
final class OneReaderHttp extends HttpConnectionFactory {

  private final Executor next;

  /**
   * @param next looks at answered connections again that may have more already; few threads, as
   *     Kafka acknowledges many webhooks at once, and each would wake one for a few microseconds
   */
  OneReaderHttp(HttpConfiguration http, Executor next) {
    super(http);
    this.next = next;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConnection connection = new OneReader(getHttpConfiguration(), connector, endPoint, next);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class OneReader extends HttpConnection {

    private final AtomicInteger calls = new AtomicInteger();
    private final Executor next;
    private volatile boolean answered;

    OneReader(HttpConfiguration http, Connector connector, EndPoint endPoint, Executor next) {
      super(http, connector, endPoint);
      this.next = next;
    }

    @Override
    protected Executor getExecutor() {
      return this::goOn;
    }

    /** What Jetty would have another thread do: mostly, to look for the next request. */
    private void goOn(Runnable task) {
      if (task == this && isRequestBufferEmpty() && getEndPoint() instanceof PlainEndPoint) {
        answered = true;
        onFillable();
      } else {
        next.execute(task);
      }
    }

    /** Who comes while somebody reads is served by that one, afterwards; nobody waits. */
    @Override
    public void onFillable() {
      if (calls.getAndIncrement() == 0) {
        do {
          look();
        } while (calls.decrementAndGet() > 0);
      }
    }

    private void look() {
      if (answered && getEndPoint() instanceof PlainEndPoint socket) {
        answered = false;
        socket.asEmpty(super::onFillable);
      } else {
        super.onFillable();
      }
    }
  }
}
