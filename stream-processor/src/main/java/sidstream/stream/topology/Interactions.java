// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import sidstream.stream.interaction.Interaction;

/**
 * The interactions of one task: what the store holds, and those that were touched last as they are,
 * since a call's reports follow each other and each look into the store costs as much as the fold.
 * A Sid has the one place that its letters give it, so that the size is bounded.
 *
 * <p>Everything is written through, and a task that is set up anew begins with an empty memory: it
 * never knows more than the store. For one thread, and the store's only reader and writer.
 */
final class Interactions {

  private static final int PLACES = 2048; // a power of two
  private static final int SPREAD = 0x9E3779B1;
  private static final int MOST_BYTES = 64 << 10;
  private static final int UTF_8_BYTES = 3; // of one char, at most

  private final KeyValueStore<String, byte[]> store;
  private final @Nullable Known[] places = new @Nullable Known[PLACES];

  private record Known(String key, Interaction interaction) {}

  Interactions(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * Null where nothing is known of the Sid.
   *
   * @throws org.apache.kafka.common.errors.SerializationException when a newer release wrote it
   */
  @Nullable Interaction get(String key) {
    Known known = places[place(key)];
    if (known != null && known.key().equals(key)) {
      return known.interaction();
    }
    byte[] stored = store.get(key);
    return stored == null ? null : InteractionCodec.fromBytes(StateKey.sid(key), stored);
  }

  /** Works out how it is stored, which may fail, and touches nothing. */
  static Entry entry(String key, Interaction interaction) {
    return new Entry(key, interaction, InteractionCodec.toBytes(StateKey.sid(key), interaction));
  }

  /** An interaction on its way into the store. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(String key, Interaction interaction, byte[] bytes) {

    /**
     * Whether more is stored than ever is of an interaction: 600 times the usual. Records that tell
     * of one are up to five times as large as what is stored, and Kafka takes none above 1 MiB.
     */
    boolean isOversized() {
      return bytes.length + UTF_8_BYTES * key.length() > MOST_BYTES;
    }
  }

  void put(Entry entry) {
    store.put(entry.key(), entry.bytes());
    places[place(entry.key())] = new Known(entry.key(), entry.interaction());
  }

  void forget(String key) {
    store.delete(key);
    Known known = places[place(key)];
    if (known != null && known.key().equals(key)) {
      places[place(key)] = null;
    }
  }

  private static int place(String key) {
    return ((key.hashCode() * SPREAD) >>> 16) & (PLACES - 1);
  }
}
