// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.Gate.Phase;
import sidstream.ingest.log.GateWorld.Event;
import sidstream.ingest.log.Receipt.Spooled;
import sidstream.ingest.log.Receipt.Stored;
import sidstream.ingest.spool.SpoolRecord;

/** Order and completeness, whatever happens in whatever order. */
class GateTest {

  private final GateWorld world = new GateWorld();

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.frequency(
            Tuple.of(12, Event.APPEND),
            Tuple.of(4, Event.ACK_ONE),
            Tuple.of(2, Event.ACK_ALL),
            Tuple.of(4, Event.SYNC),
            Tuple.of(4, Event.TIME_PASSES),
            Tuple.of(8, Event.DRAIN_STEP),
            Tuple.of(2, Event.DRAIN_ALL),
            Tuple.of(1, Event.LINE_FAILS),
            Tuple.of(1, Event.NO_ROOM),
            Tuple.of(2, Event.ROOM_AGAIN),
            Tuple.of(1, Event.DISK_FULL),
            Tuple.of(2, Event.DISK_FREE),
            Tuple.of(1, Event.TOO_LARGE))
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  @Property(tries = 2_000)
  void whateverHappensEachReceiptIsStoredOnceAndInOrder(@ForAll("events") List<Event> events) {
    GateWorld world = new GateWorld(); // jqwik keeps one instance of this class
    world.gate.open(0);
    events.forEach(world::happen);
    world.comeToRest();

    Map<Long, Integer> times = new HashMap<>();
    world.stored.forEach(record -> times.merge(record.sequence(), 1, Integer::sum));
    HashSet<Long> aside = new HashSet<>();
    world.spool.aside.forEach(record -> aside.add(record.sequence()));
    assertThat(times.values()).as("nothing twice").allMatch(count -> count == 1);
    assertThat(times.keySet()).as("set aside is not stored").noneMatch(aside::contains);
    for (int i = 0; i < world.receipts.size(); i++) {
      CompletableFuture<Receipt> receipt = world.receipts.get(i);
      assertThat(receipt).as("an answer for %d", i + 1).isDone();
      long sequence = i + 1L;
      if (!receipt.isCompletedExceptionally()) {
        assertThat(times.containsKey(sequence) || aside.contains(sequence))
            .as("%d has a receipt and is there", sequence)
            .isTrue();
      }
    }
    assertThat(world.keysInOrder()).as("order per key").isTrue();
    assertThat(world.spool.records).as("left in the spool").isEmpty();
    assertThat(world.gate.phase()).isEqualTo(Phase.DIRECT);
  }

  @Test
  void whenKafkaIsWellNothingIsSpooled() {
    world.gate.open(0);
    world.drainAll();
    world.append("a");
    world.line.acknowledge(1);
    assertThat(world.receipts.get(0)).isCompletedWithValue(new Stored(0, 0));
    assertThat(world.spool.records).isEmpty();
  }

  @Test
  void aLateRecordIsSpooledTooAndItsLateAckTakesTheCopyBack() {
    world.gate.open(0);
    world.drainAll();
    world.append("a");
    world.now += GateWorld.PATIENCE + 1;
    world.patience();
    world.spool.sync();
    assertThat(world.receipts.get(0)).isCompletedWithValue(new Spooled(1));
    assertThat(world.spool.records).containsOnlyKeys(1L);
    world.line.acknowledge(1);
    world.spool.sync();
    assertThat(world.spool.records).isEmpty();
    world.drainAll();
    assertThat(world.stored).hasSize(1);
  }

  @Test
  void aNewcomerQueuesBehindTheSpool() {
    world.gate.open(0);
    world.append("a");
    world.spool.sync();
    assertThat(world.receipts.get(0)).isCompletedWithValue(new Spooled(1));
    world.drain.step();
    world.append("a");
    assertThat(world.stored).isEmpty();
    world.drainAll();
    world.line.acknowledge(10);
    assertThat(world.stored).extracting(SpoolRecord::sequence).containsExactly(1L, 2L);
  }

  @Test
  void whatIsHeldTooLongIsSpooled() {
    world.gate.open(0);
    world.drain.step();
    world.drain.step();
    assertThat(world.gate.phase()).isEqualTo(Phase.HOLDING);
    world.append("a");
    world.now += GateWorld.PATIENCE + 1;
    world.patience();
    world.spool.sync();
    assertThat(world.receipts.get(0)).isCompletedWithValue(new Spooled(1));
  }

  @Test
  void aCopyThatCannotBeWrittenLeavesTheAckItsChance() {
    world.gate.open(0);
    world.drainAll();
    world.append("a");
    world.spool.full(true);
    world.now += GateWorld.PATIENCE + 1;
    world.patience();
    world.spool.sync();
    assertThat(world.receipts.get(0)).isNotDone();
    world.line.acknowledge(1);
    assertThat(world.receipts.get(0)).isCompletedWithValue(new Stored(0, 0));
  }

  @Test
  void closingSpoolsWhatIsOnItsWay() {
    world.gate.open(0);
    world.drainAll();
    world.append("a");
    world.gate.close();
    world.gate.close();
    world.spool.sync();
    assertThat(world.spool.records).containsOnlyKeys(1L);
    world.append("late");
    assertThat(world.receipts.get(1)).isCompletedExceptionally();
  }
}
