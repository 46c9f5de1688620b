// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many connections to an HTTP server that ask for nothing, or send a header or a body a byte a
 * second, from one thread. What became of them is counted: an answer's status, or {@code closed}.
 */
public final class SlowSenders implements AutoCloseable {

  private static final long TICK_MS = 10;
  private static final int TICKS_A_SECOND = 100;

  /** They come one after the other: all at once they would also be ended all at once. */
  private static final int SECONDS_TO_COME = 4;

  /** From so many loopback addresses, since one has ports for fewer connections. */
  private static final int ADDRESSES = 8;

  private final InetSocketAddress server;
  private final String path;
  private final boolean again;
  private final Sender[] senders;
  private final Map<String, Integer> endings = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "slow-senders");
  private int open;
  private int turn;
  private volatile boolean closed;

  private enum Kind {
    SILENT,
    HEADER,
    BODY
  }

  private static final class Sender {
    private final int number;
    private final Kind kind;
    private @Nullable SocketChannel channel;
    private boolean begun;
    private boolean over;

    Sender(int number) {
      this.number = number;
      kind = List.of(Kind.values()).get(number % Kind.values().length);
    }
  }

  /**
   * @param port on the loopback interface
   * @param path that takes a POST
   * @param again whether one that was ended comes again
   */
  public SlowSenders(int port, String path, int connections, boolean again) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.path = path;
    this.again = again;
    senders = IntStream.range(0, connections).mapToObj(Sender::new).toArray(Sender[]::new);
  }

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** How many are connected now. */
  public synchronized int open() {
    return open;
  }

  /** How often they ended how, for example {@code HEADER 408}. */
  public synchronized Map<String, Integer> endings() {
    return new TreeMap<>(endings);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Selector selector = Selector.open()) {
      while (!closed) {
        long next = System.nanoTime() + TICK_MS * 1_000_000;
        takeTurns(selector);
        long left;
        do {
          left = Math.max(1, (next - System.nanoTime()) / 1_000_000);
          selector.select(this::read, left);
        } while (System.nanoTime() < next);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each has its turn once a second, if it has come. */
  private synchronized void takeTurns(Selector selector) throws IOException {
    int some = senders.length / TICKS_A_SECOND + 1;
    int mayCome = some / SECONDS_TO_COME + 1;
    for (int i = 0; i < some; i++) {
      Sender sender = senders[turn++ % senders.length];
      if (sender.over) {
        continue;
      }
      if (sender.channel == null) {
        if (mayCome-- > 0) {
          sender.channel = connect(sender, selector);
        }
      } else {
        drip(sender, sender.channel);
      }
    }
  }

  private SocketChannel connect(Sender sender, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.bind(new InetSocketAddress(from(sender), 0));
    channel.connect(server);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, sender);
    sender.begun = false;
    open++;
    return channel;
  }

  private static InetAddress from(Sender sender) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + sender.number % ADDRESSES)});
  }

  private void drip(Sender sender, SocketChannel channel) {
    if (sender.kind == Kind.SILENT) {
      return;
    }
    String begin = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n";
    String first = sender.kind == Kind.HEADER ? begin + "X-Drip: " : begin + "\r\n";
    String text = sender.begun ? "a" : first;
    sender.begun = true;
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    } catch (IOException e) {
      // its end is read
    }
  }

  private void read(SelectionKey key) {
    Sender sender = (Sender) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    ByteBuffer answer = ByteBuffer.allocate(512);
    try {
      int count = channel.read(answer);
      end(sender, channel, count < 0 ? "closed" : new String(answer.array(), 9, 3, US_ASCII));
    } catch (IOException e) {
      end(sender, channel, "reset");
    }
  }

  private synchronized void end(Sender sender, SocketChannel channel, String how) {
    endings.merge(sender.kind + " " + how, 1, Integer::sum);
    open--;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sender.channel = null;
    sender.over = !again;
  }
}
