// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection with one request under way at a time. It understands of HTTP what the
 * measured servers answer: a status line, headers, and a body of a given length.
 */
final class Wire implements AutoCloseable {

  /** No request is under way. */
  static final int NONE = -1;

  private static final int LARGEST_ANSWER = 4 * 1024;
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final SocketChannel channel;
  private final byte[] answer = new byte[LARGEST_ANSWER];
  private int length;

  /**
   * When the last request was sent, or should have been; before the first, when it was opened. For
   * whoever measures.
   */
  long since = System.nanoTime();

  /** The number of the request under way; for whoever measures. */
  int request = NONE;

  /** Opens it and registers it, with itself as the key's attachment. */
  Wire(int port, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(ByteBuffer request) throws IOException {
    length = 0;
    while (request.hasRemaining()) { // a request fits into the socket's buffer
      channel.write(request);
    }
  }

  /**
   * Reads what is there.
   *
   * @return the status, once the answer is complete; 0 before
   * @throws IOException when the connection ends before
   */
  int receive() throws IOException {
    int more = channel.read(ByteBuffer.wrap(answer, length, LARGEST_ANSWER - length));
    if (more < 0) {
      throw new EOFException();
    }
    length += more;
    return status();
  }

  /** A header of the answer. */
  @Nullable String header(String name) {
    String head = new String(answer, 0, length, ISO_8859_1);
    int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
    if (at < 0) {
      return null;
    }
    int value = at + name.length() + 3;
    return head.substring(value, head.indexOf("\r\n", value)).strip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing more to lose
    }
  }

  private int status() {
    int end = endOfHead();
    if (end < 0) {
      return 0;
    }
    int status =
        (answer[STATUS_AT] - '0') * 100
            + (answer[STATUS_AT + 1] - '0') * 10
            + (answer[STATUS_AT + 2] - '0');
    return length < end + bodyLength(status) ? 0 : status;
  }

  private int endOfHead() {
    for (int i = STATUS_AT; i + 3 < length; i++) {
      if (answer[i] == '\r' && answer[i + 2] == '\r' && answer[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  /** A 200 has no body here, and it would cost the measurement to look for one. */
  private int bodyLength(int status) {
    String announced = status == 200 ? null : header("Content-Length");
    return announced == null ? 0 : Integer.parseInt(announced);
  }
}
