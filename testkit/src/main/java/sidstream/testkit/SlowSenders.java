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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many connections to an HTTP server that ask for nothing, or send a header or a body a byte a
 * second, from one thread. What became of them is counted: an answer's status, or {@code closed}.
 *
 * <p>They come, drip and come again evenly in time, a few each millisecond: so many strangers know
 * nothing of each other.
 */
public final class SlowSenders implements AutoCloseable {

  private static final long TICK_NANOS = 1_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  /** So many come again at once, the others a tick later. */
  private static final int MOST_AGAIN_AT_ONCE = 4;

  /** Turns that this thread was too late for are left out beyond so many: no burst follows. */
  private static final int MOST_TURNS_AT_ONCE = 50;

  /** From so many loopback addresses, since one has ports for fewer connections. */
  private static final int ADDRESSES = 8;

  private final InetSocketAddress server;
  private final long comingNanos;
  private final boolean again;
  private final Sender[] senders;
  private final Map<Kind, ByteBuffer> begin;
  private final ByteBuffer drop = direct("a");
  private final ByteBuffer answer = ByteBuffer.allocateDirect(512);
  private final Queue<Sender> away = new ArrayDeque<>();
  private final Map<String, Integer> endings = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "slow-senders");
  private int open;
  private int least;
  private int come;
  private long turns;
  private volatile boolean closed;

  private enum Kind {
    SILENT,
    HEADER,
    BODY
  }

  private static final class Sender {
    private final InetAddress from;
    private final Kind kind;
    private @Nullable SocketChannel channel;
    private boolean begun;

    Sender(int number) {
      kind = List.of(Kind.values()).get(number % Kind.values().length);
      try {
        from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number % ADDRESSES)});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * @param port on the loopback interface
   * @param path that takes a POST
   * @param coming they come in so long: all at once they would also be ended all at once
   * @param again whether one that was ended comes again
   */
  public SlowSenders(int port, String path, int connections, Duration coming, boolean again) {
    comingNanos = coming.toNanos();
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.again = again;
    String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n";
    begin = Map.of(Kind.HEADER, direct(head + "X-Drip: "), Kind.BODY, direct(head + "\r\n"));
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

  /** How many were connected at least, since all had come; 0 before. */
  public synchronized int least() {
    return come == senders.length ? least : 0;
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
      long start = System.nanoTime();
      long next = start;
      while (!closed) {
        long now = System.nanoTime();
        come(selector, (now - start) * senders.length / comingNanos);
        takeTurns((now - start) * senders.length / SECOND_NANOS);
        selector.selectNow(this::read);
        next = Math.max(now, next + TICK_NANOS);
        LockSupport.parkNanos(next - System.nanoTime());
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void come(Selector selector, long due) throws IOException {
    for (; come < Math.min(due, senders.length); come++) {
      connect(senders[come], selector);
      least = open;
    }
    for (int i = 0; i < MOST_AGAIN_AT_ONCE && !away.isEmpty(); i++) {
      connect(away.remove(), selector);
    }
  }

  /** Each has its turn once a second, if it has come. */
  private void takeTurns(long due) {
    for (turns = Math.max(turns, due - MOST_TURNS_AT_ONCE); turns < due; turns++) {
      Sender sender = senders[(int) (turns % senders.length)];
      if (sender.channel != null) {
        drip(sender, sender.channel);
      }
    }
  }

  private void connect(Sender sender, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.bind(new InetSocketAddress(sender.from, 0));
    channel.connect(server);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, sender);
    sender.channel = channel;
    sender.begun = false;
    open++;
  }

  private void drip(Sender sender, SocketChannel channel) {
    ByteBuffer first = begin.get(sender.kind);
    if (first == null) { // a silent one
      return;
    }
    ByteBuffer bytes = sender.begun ? drop : first;
    sender.begun = true;
    try {
      channel.write(bytes.rewind());
    } catch (IOException e) {
      // its end is read
    }
  }

  private void read(SelectionKey key) {
    Sender sender = (Sender) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      int count = channel.read(answer.clear());
      end(sender, channel, count < 0 ? "closed" : US_ASCII.decode(answer.slice(9, 3)).toString());
    } catch (IOException e) {
      end(sender, channel, "reset");
    }
  }

  private synchronized void end(Sender sender, SocketChannel channel, String how) {
    endings.merge(sender.kind + " " + how, 1, Integer::sum);
    open--;
    least = Math.min(least, open);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sender.channel = null;
    if (again) {
      away.add(sender);
    }
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
