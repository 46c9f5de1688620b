// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Collects one body as it comes, without a thread that waits for it, within the bounds on its
 * bytes, on those of all bodies under way, and on its time. Takes room for what has come, never for
 * what was announced.
 */
final class BodyReader implements Invocable.Task, Waiting {

  private static final byte[] NOTHING = {};
  private static final int SMALLEST = 1024;

  private final Exchange exchange;
  private final int max;
  private final long due;
  private final Surroundings around;
  private final BiConsumer<@Nullable Reply, byte[]> done;

  private byte[] bytes = NOTHING;
  private int size;
  private boolean waits;
  private boolean over;

  /** How it ended: the body, or why there is none. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record End(@Nullable Reply refusal, byte[] body) {}

  /**
   * What it needs of the server.
   *
   * @param inFlight counts the bytes; whoever gets the body gives them back
   * @param sweeper ends it when its time is over
   * @param connections leaves the connection alone while a body comes
   */
  record Surroundings(InFlight inFlight, Sweeper sweeper, OpenConnections connections) {}

  /**
   * @param max bytes
   * @param due by {@link System#nanoTime}
   * @param done gets the body, or why there is none
   */
  BodyReader(
      Exchange exchange,
      int max,
      long due,
      Surroundings around,
      BiConsumer<@Nullable Reply, byte[]> done) {
    this.exchange = exchange;
    this.max = max;
    this.due = due;
    this.around = around;
    this.done = done;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Reads what is there, and comes again when there is more. */
  @Override
  public void run() {
    End end = read();
    if (end != null) {
      done.accept(end.refusal(), end.body());
    }
  }

  /** What lingers after the answer reads the rest. */
  @Override
  public void look(long now) {
    End end = now - due >= 0 ? giveUp() : null;
    if (end != null) {
      done.accept(end.refusal(), end.body());
    }
  }

  private synchronized @Nullable End giveUp() {
    return over ? null : end(Reply.TOO_SLOW);
  }

  private synchronized @Nullable End read() {
    while (!over) {
      Content.Chunk chunk = exchange.request().read();
      if (chunk == null) {
        startWaiting();
        exchange.demand(this);
        return null;
      }
      Reply refusal =
          Content.Chunk.isFailure(chunk) ? why(chunk.getFailure()) : take(chunk.getByteBuffer());
      boolean last = chunk.isLast();
      chunk.release();
      if (refusal != null || last) {
        return end(refusal);
      }
    }
    return null;
  }

  /** The fault is the sender's: cut off, badly chunked, or too slow. */
  private static Reply why(Throwable failure) {
    return failure instanceof TimeoutException ? Reply.TOO_SLOW : Reply.MALFORMED;
  }

  private @Nullable Reply take(ByteBuffer chunk) {
    int more = chunk.remaining();
    if (more > max - size) {
      return Reply.TOO_LARGE;
    }
    if (size + more > bytes.length && !grow(size + more)) {
      return Reply.BUSY;
    }
    chunk.get(bytes, size, more);
    size += more;
    return null;
  }

  private boolean grow(int needed) {
    long announced = exchange.request().getLength();
    int capacity =
        announced == needed
            ? needed
            : Math.min(max, Math.max(needed, Math.max(SMALLEST, 2 * bytes.length)));
    if (!around.inFlight().reserve(capacity - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, capacity);
    return true;
  }

  private void startWaiting() {
    if (!waits) {
      waits = true;
      around.connections().reads(exchange.request(), true);
      around.sweeper().add(this);
    }
  }

  private End end(@Nullable Reply refusal) {
    over = true;
    if (waits) {
      around.sweeper().remove(this);
      around.connections().reads(exchange.request(), false);
    }
    around.inFlight().release(bytes.length - (refusal == null ? size : 0));
    return new End(refusal, refusal == null ? exactly() : NOTHING);
  }

  private byte[] exactly() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }
}
