// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.spool.Spool;
import sidstream.ingest.spool.SpoolRecord;

/**
 * Decides which way each record takes, so that nothing is lost, nothing is stored twice while this
 * process lives, and records of one key reach Kafka in the order in which they arrived. Safe for
 * use by many threads; waits for nothing; knows no clock.
 *
 * <p>Every record has a sequence, its place in the order of arrival. It goes straight to Kafka
 * ({@link Phase#DIRECT}) until one of them gets no ack in time, is refused, or is too much. From
 * then on every newcomer goes to the spool, and those already on their way get a copy there, under
 * their own sequence. Only when the fate of each is known ({@link Phase#AWAY} until then) is the
 * spool sent, in the order of the sequences ({@link Phase#DRAINING}). Near its end newcomers are
 * held in memory for an instant ({@link Phase#HOLDING}): without that, the end would run away from
 * whoever drains it. They are sent behind the last of the spool, and the way is direct again.
 *
 * <p>The producer never gives up, so a record on its way is stored exactly once or its producer is
 * dead; and a dead producer's records are all known to have failed before the next one begins.
 */
final class Gate implements Landing {

  private final Spool spool;
  private final long mostFlyingBytes;
  private final Deque<Flight> direct = new ArrayDeque<>(); // without a copy, oldest first
  private final Deque<Flight> held = new ArrayDeque<>();
  private Phase phase = Phase.CLOSED;
  private @Nullable Line line;
  private long sequence;
  private int flying;
  private long flyingBytes;

  /** What becomes of a newcomer. */
  enum Phase {
    /** It is refused: not open yet, or closed. */
    CLOSED,
    /** It is spooled, until it is known what became of each record that is on its way. */
    AWAY,
    /** It is spooled, behind what is being sent. */
    DRAINING,
    /** It waits for an instant, until the last of the spool is on its way. */
    HOLDING,
    /** It is sent. */
    DIRECT
  }

  /**
   * @param mostFlyingBytes may be on their way to Kafka at once
   */
  Gate(Spool spool, long mostFlyingBytes) {
    this.spool = spool;
    this.mostFlyingBytes = mostFlyingBytes;
  }

  /**
   * @param last sequence in use
   */
  synchronized void open(long last) {
    sequence = last;
    phase = Phase.AWAY;
  }

  synchronized Phase phase() {
    return phase;
  }

  /** How many records are on their way. */
  synchronized int flying() {
    return flying;
  }

  /** Takes a record; its receipt, or failure, comes later. */
  CompletableFuture<Receipt> append(SpoolRecord record, long now) {
    Flight flight;
    Line way;
    synchronized (this) {
      if (phase == Phase.CLOSED) {
        return CompletableFuture.failedFuture(new IllegalStateException("the log is not open"));
      }
      flight = new Flight(record.at(++sequence), now);
      way = way(flight);
    }
    if (way != null) {
      way.send(flight);
    }
    return flight.receipt;
  }

  /** Where it is to be sent, if it is. */
  private @Nullable Line way(Flight flight) {
    if (phase == Phase.HOLDING) {
      held.add(flight);
      return null;
    }
    if (phase == Phase.DIRECT && flyingBytes + flight.record.size() <= mostFlyingBytes) {
      takeOff(flight);
      direct.add(flight);
      return line;
    }
    if (phase == Phase.DIRECT) {
      phase = Phase.AWAY;
    }
    spool(flight);
    return null;
  }

  /** Kafka has it: the copy, if there is one, is of no use any longer. */
  @Override
  public void stored(Flight flight, Receipt.Stored receipt) {
    synchronized (this) {
      land(flight);
      if (flight.spooled) {
        spool.delete(flight.record.sequence());
      }
    }
    flight.receipt.complete(receipt);
  }

  /** Kafka does not have it, and this producer will not send it any more. */
  @Override
  public synchronized void failed(Flight flight, Exception why) {
    land(flight);
    giveWay();
    if (!flight.spooled) {
      spool(flight);
    }
  }

  /** Kafka will never take it, whoever sends it. */
  @Override
  public void refused(Flight flight, Exception why) {
    synchronized (this) {
      land(flight);
    }
    settle(flight, spool.setAside(flight.record, String.valueOf(why.getMessage())));
  }

  /** Copies what has waited too long to the spool: records sent before this moment, and held. */
  synchronized void patienceEnds(long before, long heldBefore) {
    boolean late = false;
    for (Flight first = direct.peek(); first != null; first = direct.peek()) {
      if (first.flying && first.since - before > 0) {
        break;
      }
      direct.remove();
      if (first.flying && !first.spooled) {
        late = true;
        spool(first);
      }
    }
    Flight firstHeld = held.peek();
    boolean heldTooLong = firstHeld != null && firstHeld.since - heldBefore <= 0;
    if (late || heldTooLong) {
      giveWay();
    }
  }

  /**
   * Begins to send the spool from its beginning, if nothing is on its way any more.
   *
   * @return whether it begun
   */
  synchronized boolean drain(Line next) {
    if (phase != Phase.AWAY || flying > 0) {
      return false;
    }
    line = next;
    phase = Phase.DRAINING;
    return true;
  }

  /**
   * Sends a record of the spool, if there is room for it and the phase still allows it.
   *
   * @return whether it was sent
   */
  boolean send(SpoolRecord record, long now) {
    Flight flight = new Flight(record, now);
    Line way;
    synchronized (this) {
      boolean room = flying == 0 || flyingBytes + record.size() <= mostFlyingBytes;
      if ((phase != Phase.DRAINING && phase != Phase.HOLDING) || !room) {
        return false;
      }
      flight.spooled = true;
      takeOff(flight);
      way = line;
    }
    if (way != null) {
      way.send(flight);
    }
    return true;
  }

  /** Holds newcomers: the end of the spool is near. */
  synchronized void hold() {
    if (phase == Phase.DRAINING) {
      phase = Phase.HOLDING;
    }
  }

  /** Everything that was spooled is on its way: what was held follows, and the way is direct. */
  synchronized void release() {
    Line way = line;
    if (phase != Phase.HOLDING || way == null) {
      return;
    }
    phase = Phase.DIRECT;
    // a failure on the way changes the phase, and what is left goes to the spool
    for (Flight flight = held.poll(); flight != null; flight = held.poll()) {
      if (way(flight) != null) {
        way.send(flight);
      }
    }
  }

  /** Takes nothing from now on, and copies everything that is on its way to the spool. */
  synchronized void close() {
    if (phase != Phase.CLOSED) {
      giveWay();
      phase = Phase.CLOSED;
      direct.stream().filter(flight -> flight.flying && !flight.spooled).forEach(this::spool);
      direct.clear();
    }
  }

  /** From now on newcomers go to the spool, behind those that were held. */
  private void giveWay() {
    if (phase != Phase.CLOSED) {
      phase = Phase.AWAY;
    }
    for (Flight flight = held.poll(); flight != null; flight = held.poll()) {
      spool(flight);
    }
  }

  private void takeOff(Flight flight) {
    flight.flying = true;
    flying++;
    flyingBytes += flight.record.size();
  }

  private void land(Flight flight) {
    flight.flying = false;
    flying--;
    flyingBytes -= flight.record.size();
  }

  /** Always under the lock: the order of these calls is the order in which the spool writes. */
  private void spool(Flight flight) {
    flight.spooled = true;
    settle(flight, spool.append(flight.record));
  }

  private void settle(Flight flight, CompletableFuture<Void> written) {
    CompletableFuture<Void> unused =
        written.whenComplete(
            (done, failure) -> {
              if (failure == null) {
                flight.receipt.complete(new Receipt.Spooled(flight.record.sequence()));
              } else if (!mayStillBeStored(flight)) {
                flight.receipt.completeExceptionally(failure);
              }
            });
  }

  /** A copy that cannot be written changes nothing for a record whose ack may still come. */
  private synchronized boolean mayStillBeStored(Flight flight) {
    flight.spooled = false;
    return flight.flying;
  }
}
