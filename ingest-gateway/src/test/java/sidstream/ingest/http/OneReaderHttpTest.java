// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads that come to read a connection at a time. */
class OneReaderHttpTest {

  private final Server server = new Server();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @BeforeEach
  void start() throws Exception {
    server.addConnector(new LocalConnector(server));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    server.stop();
  }

  @Test
  void whoeverComesSecondDoesNotReadAndIsServedAfterwards() throws Exception {
    Sender sender = new Sender();
    HttpConnection connection = open(sender);

    Future<?> first = threads.submit(connection::onFillable);
    assertThat(sender.read.await(10, SECONDS)).isTrue();
    threads.submit(connection::onFillable).get(10, SECONDS);
    assertThat(sender.reads).hasValue(1);
    sender.end.countDown();
    first.get(10, SECONDS);

    assertThat(sender.reads).hasValue(2);
    assertThat(sender.readersAtATime).hasValue(1);
  }

  private HttpConnection open(EndPoint sender) {
    HttpConnection connection =
        (HttpConnection)
            new OneReaderHttp(new HttpConfiguration(), Runnable::run)
                .newConnection(server.getConnectors()[0], sender);
    sender.setConnection(connection);
    return connection;
  }

  /** Ends its connection, and whoever reads that takes a while. */
  private static final class Sender extends ByteArrayEndPoint {

    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger readersAtATime = new AtomicInteger();

    @Override
    public int fill(ByteBuffer buffer) {
      reads.incrementAndGet();
      readersAtATime.accumulateAndGet(readers.incrementAndGet(), Math::max);
      read.countDown();
      try {
        assertThat(end.await(10, SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      readers.decrementAndGet();
      return -1;
    }
  }
}
