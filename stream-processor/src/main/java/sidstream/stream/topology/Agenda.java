// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When each Sid is to be looked at next: one entry per Sid, in the order of time. An entry is not
 * moved when its Sid goes on; whoever takes it looks, and puts it back for later. So a report costs
 * nothing here, and a look costs what is due, whatever the number of Sids.
 */
final class Agenda {

  private static final byte[] PLAIN = {};
  private static final byte[] ASKED = {1};
  private static final long LAST_SECOND = 0xffff_ffffL; // in the year 2106

  private final KeyValueStore<Due, byte[]> store;

  /** Nothing stands before it: deleted entries there need not be stepped over again. */
  private long from;

  Agenda(KeyValueStore<Due, byte[]> store) {
    this.store = store;
  }

  /**
   * Place in the order: the second, then the Sid's key.
   *
   * @param second of the epoch
   */
  record Due(long second, String key) {

    static Serde<Due> serde() {
      return Serdes.serdeFrom((topic, due) -> due.toBytes(), (topic, bytes) -> fromBytes(bytes));
    }

    private byte[] toBytes() {
      byte[] sid = key.isEmpty() ? new byte[0] : StateKey.toBytes(key);
      return ByteBuffer.allocate(Integer.BYTES + sid.length).putInt((int) second).put(sid).array();
    }

    private static Due fromBytes(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long second = Integer.toUnsignedLong(in.getInt());
      byte[] sid = new byte[in.remaining()];
      in.get(sid);
      return new Due(second, StateKey.fromBytes(sid));
    }
  }

  /**
   * An entry that was taken.
   *
   * @param asked whether the Sid's end was asked for when the entry was made
   */
  record Entry(Instant due, String key, boolean asked) {}

  /** At that time or up to a second later, and not in the past. */
  void add(Instant time, String key, boolean asked) {
    long second = time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    long place = Math.min(Math.max(second, from), LAST_SECOND);
    store.put(new Due(place, key), asked ? ASKED : PLAIN);
  }

  /** Takes what is due, oldest first, at most so many. */
  List<Entry> take(Instant now, int most) {
    List<Entry> taken = new ArrayList<>();
    try (KeyValueIterator<Due, byte[]> due =
        store.range(new Due(from, ""), new Due(now.getEpochSecond() + 1, ""))) {
      while (due.hasNext() && taken.size() < most) {
        KeyValue<Due, byte[]> next = due.next();
        Instant time = Instant.ofEpochSecond(next.key.second());
        taken.add(new Entry(time, next.key.key(), next.value.length > 0));
        from = next.key.second();
      }
    }
    taken.forEach(entry -> store.delete(new Due(entry.due().getEpochSecond(), entry.key())));
    return taken;
  }
}
