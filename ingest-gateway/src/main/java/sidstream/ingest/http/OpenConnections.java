// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * Every open connection. Ends those whose header does not become complete in time, however many
 * bytes drip in, and those with the largest ones when all that are not complete take more memory
 * than is allowed; turns away connections above the bound. A connection costs no thread.
 *
 * <p>The server tells of each connection the bytes and the requests that have come: bytes without a
 * request, and no request under way, are a header that is not complete.
 */
final class OpenConnections implements Connection.Listener, Waiting.Many {

  private static final long GOODBYE = Duration.ofSeconds(1).toNanos();

  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private final Round<Map.Entry<Connection, Progress>> round = new Round<>(open.entrySet());
  private final int bound;
  private final long headerBytes;
  private final long headerNanos;
  private final Consumer<Reply> count;

  /** Bytes of headers that are not complete, seen in this round. */
  private long held;

  /** What is known of one of them; of the sweeper's thread, but for the flags. */
  private static final class Progress {
    private long requests;
    private long bytes;
    private long held;
    private long since = System.nanoTime();
    private volatile boolean reading;
    private volatile boolean leaving;
  }

  /**
   * @param count of the answers given here
   */
  OpenConnections(Limits limits, Consumer<Reply> count) {
    bound = limits.bounds().connections();
    headerBytes = limits.bounds().inFlightBytes();
    headerNanos = limits.times().header().toNanos();
    this.count = count;
  }

  int size() {
    return open.size();
  }

  /** Whether the body of a request is coming on its connection: its time is kept elsewhere. */
  void reads(Request request, boolean reading) {
    Progress progress = open.get(request.getConnectionMetaData().getConnection());
    if (progress != null) {
      progress.reading = reading;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      return; // the one inside it is counted
    }
    Progress progress = new Progress();
    open.put(connection, progress);
    if (open.size() > bound) {
      leave(connection, progress, Reply.BUSY);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  @Override
  public void look(long now) {
    boolean over = round.step(one -> look(one, now));
    if (over) {
      if (held > headerBytes) {
        end(held - headerBytes);
      }
      held = 0;
    }
  }

  private void look(Map.Entry<Connection, Progress> one, long now) {
    Progress progress = one.getValue();
    progress.held = 0;
    look(one.getKey(), progress, now);
    held += progress.held;
  }

  /** Ends as many as hold so many bytes, the largest first: usual headers are small. */
  private void end(long excess) {
    List<Map.Entry<Connection, Progress>> largest =
        open.entrySet().stream()
            .filter(one -> one.getValue().held > 0)
            .sorted(Comparator.comparingLong(one -> -one.getValue().held))
            .toList();
    long left = excess;
    for (int i = 0; i < largest.size() && left > 0; i++) {
      Progress progress = largest.get(i).getValue();
      left -= progress.held;
      leave(largest.get(i).getKey(), progress, Reply.LARGE_HEADER);
    }
  }

  private void look(Connection connection, Progress progress, long now) {
    long requests = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    if (progress.leaving) {
      if (connection.getMessagesOut() >= requests) { // else its request came after all, and ends it
        closeAfter(GOODBYE, connection, progress, now);
      }
    } else if (requests != progress.requests
        || progress.reading
        || connection.getMessagesOut() < requests) {
      progress.requests = requests;
      progress.bytes = bytes;
      progress.since = now;
    } else if (bytes == progress.bytes && requests > 0) {
      progress.since = now; // between requests: the idle time-out counts
    } else if (bytes == progress.bytes) {
      closeAfter(headerNanos, connection, progress, now); // nobody has asked for anything
    } else if (now - progress.since >= headerNanos) {
      leave(connection, progress, Reply.TOO_SLOW);
    } else {
      progress.held = bytes - progress.bytes;
    }
  }

  private static void closeAfter(long nanos, Connection connection, Progress progress, long now) {
    if (now - progress.since >= nanos) {
      connection.getEndPoint().close();
    }
  }

  /** Says why, where that can be said, and closes soon. */
  private void leave(Connection connection, Progress progress, Reply why) {
    progress.leaving = true;
    progress.since = System.nanoTime();
    if (!(connection instanceof HttpConnection)) {
      connection.close();
      return;
    }
    count.accept(why);
    EndPoint endPoint = connection.getEndPoint();
    endPoint.write(
        Callback.from(endPoint::shutdownOutput, failure -> endPoint.close()), written(why));
  }

  private static ByteBuffer written(Reply reply) {
    StringBuilder text = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" \r\n");
    reply.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    if (!reply.closes()) {
      text.append("Connection: close\r\n");
    }
    return ByteBuffer.wrap(text.append("Content-Length: 0\r\n\r\n").toString().getBytes(US_ASCII));
  }
}
