// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.log.Gate.Phase;
import sidstream.ingest.spool.Spool;
import sidstream.ingest.spool.SpoolRecord;

/**
 * Sends the spool to Kafka: in order, many records on their way at once, each once per producer.
 * What is acknowledged the gate deletes.
 */
final class Drain {

  static final int PAGE = 500;

  private final Gate gate;
  private final Spool spool;
  private final Supplier<@Nullable Line> lines;
  private final LongSupplier clock;
  private long sent; // the last sequence that is on its way
  private List<SpoolRecord> page = List.of();
  private int next; // of the page

  /**
   * @param lines the line there is now, if any
   * @param clock nanoseconds
   */
  Drain(Gate gate, Spool spool, Supplier<@Nullable Line> lines, LongSupplier clock) {
    this.gate = gate;
    this.spool = spool;
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Goes one step, as far as that is possible now.
   *
   * @return false when there is nothing to do until something happens
   */
  boolean step() {
    Phase phase = gate.phase();
    return switch (phase) {
      case CLOSED, DIRECT -> false;
      case AWAY -> begin();
      case DRAINING, HOLDING -> next < page.size() ? send() : read(phase);
    };
  }

  private boolean begin() {
    Line line = lines.get();
    if (line == null || !line.works() || !gate.drain(line)) {
      return false;
    }
    sent = 0;
    page = List.of();
    next = 0;
    return true;
  }

  private boolean send() {
    SpoolRecord record = page.get(next);
    if (!gate.send(record, clock.getAsLong())) {
      return false;
    }
    sent = record.sequence();
    next++;
    return true;
  }

  private boolean read(Phase phase) {
    try {
      page = spool.read(sent, PAGE).join();
    } catch (CompletionException e) {
      page = List.of();
      return false; // the spool says why
    } finally {
      next = 0;
    }
    if (page.isEmpty() && phase == Phase.HOLDING) {
      gate.release();
    } else if (page.size() < PAGE / 2) {
      gate.hold();
    }
    return true;
  }
}
