// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import sidstream.ingest.spool.MemorySpool;
import sidstream.ingest.spool.SpoolRecord;

/** A gate with everything around it, moved by hand. */
final class GateWorld {

  static final long PATIENCE = 10;
  static final long ROOM = 1_000;

  final MemorySpool spool = new MemorySpool();
  final Gate gate = new Gate(spool, ROOM);
  final List<SpoolRecord> stored = new ArrayList<>();
  final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
  FakeLine line = new FakeLine(gate, stored);
  long now = 1_000;
  final Drain drain = new Drain(gate, spool, () -> line, () -> now);

  /** Something that can happen. */
  enum Event {
    APPEND,
    ACK_ONE,
    ACK_ALL,
    SYNC,
    TIME_PASSES,
    DRAIN_STEP,
    DRAIN_ALL,
    LINE_FAILS,
    NO_ROOM,
    ROOM_AGAIN,
    DISK_FULL,
    DISK_FREE,
    TOO_LARGE
  }

  void happen(Event event) {
    switch (event) {
      case APPEND -> append("key-" + receipts.size() % 3);
      case ACK_ONE -> line.acknowledge(1);
      case ACK_ALL -> line.acknowledge(Integer.MAX_VALUE);
      case SYNC -> spool.sync();
      case TIME_PASSES -> {
        now += PATIENCE / 2;
        patience();
      }
      case DRAIN_STEP -> drain.step();
      case DRAIN_ALL -> drainAll();
      case LINE_FAILS -> replaceLine();
      case NO_ROOM -> line.crowded(true);
      case ROOM_AGAIN -> line.crowded(false);
      case DISK_FULL -> spool.full(true);
      case DISK_FREE -> spool.full(false);
      case TOO_LARGE -> line.refuse();
    }
  }

  void comeToRest() {
    spool.full(false);
    for (int round = 0; round < 10; round++) {
      line.crowded(false);
      now += 2 * PATIENCE;
      patience();
      drainAll();
      line.acknowledge(Integer.MAX_VALUE);
      spool.sync();
    }
  }

  void append(String key) {
    SpoolRecord record =
        new SpoolRecord(0, "Event", key, "id", Instant.EPOCH, ByteBuffer.allocate(10));
    receipts.add(gate.append(record, now));
  }

  void patience() {
    gate.patienceEnds(now - PATIENCE, now - PATIENCE / 2);
  }

  void drainAll() {
    for (int i = 0; i < 1_000 && drain.step(); i++) {
      // on
    }
  }

  void replaceLine() {
    FakeLine old = line;
    line = new FakeLine(gate, stored);
    old.fail();
  }

  boolean keysInOrder() {
    Map<String, Long> last = new HashMap<>();
    return stored.stream()
        .allMatch(
            record -> {
              Long before = last.put(record.key(), record.sequence());
              return before == null || before < record.sequence();
            });
  }
}
