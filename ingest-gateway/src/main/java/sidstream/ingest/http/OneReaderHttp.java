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
 * <p>Jetty's own (12.1.13) is not: where a connection ends in the middle of a header, it has the
 * next request read by another thread while this one is still reading. Both give the same buffer
 * back to the pool, and whoever took it in between shares it with a third: bytes of one sender's
 * webhook stand in another's. It needs many such ends at a time to happen, and slow senders that
 * are sent away bring many.
 *
 * <p>A connection that was answered is looked at again by threads of its own kind, a few.
 */
final class OneReaderHttp extends HttpConnectionFactory {

  private final Executor next;

  /**
   * @param next looks at connections again that were answered, in turn: Kafka acknowledges many
   *     webhooks at once, and each would wake one of the server's threads for a few microseconds
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

    OneReader(HttpConfiguration http, Connector connector, EndPoint endPoint, Executor next) {
      super(http, connector, endPoint);
      this.next = next;
    }

    @Override
    protected Executor getExecutor() {
      return next;
    }

    /** Who comes while somebody reads is served by that one, afterwards; nobody waits. */
    @Override
    public void onFillable() {
      if (calls.getAndIncrement() == 0) {
        do {
          super.onFillable();
        } while (calls.decrementAndGet() > 0);
      }
    }
  }
}
