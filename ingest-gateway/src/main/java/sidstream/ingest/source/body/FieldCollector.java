// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers fields under distinct names: {@code a[]} is numbered from 0, and the second {@code a} is
 * {@code a[1]}.
 *
 * <p>Bounded: names and values together may take twice the body and 16 KiB. Deeply nested JSON
 * would otherwise unfold into a multiple of itself that no topic takes.
 */
final class FieldCollector {

  private static final int SPARE_BYTES = 16 * 1024;

  private final SortedMap<String, String> values = new TreeMap<>();
  private final Map<String, Integer> repeats = new HashMap<>();
  private final Room room;

  /** Bytes that are left, for a body and for the items in it. */
  private static final class Room {
    private long left;

    private Room(long left) {
      this.left = left;
    }
  }

  FieldCollector(int bodyLength) {
    this(new Room(2L * bodyLength + SPARE_BYTES));
  }

  private FieldCollector(Room room) {
    this.room = room;
  }

  /** Gathers the fields of an item by themselves, within the bounds of the whole. */
  FieldCollector forItem() {
    return new FieldCollector(room);
  }

  void add(String name, String value) throws UnreadableBody {
    room.left -= bytes(name) + bytes(value);
    if (room.left < 0) {
      throw UnreadableBody.malformed("its fields unfold into more than twice the body");
    }
    if (name.endsWith("[]")) {
      addNumbered(name.substring(0, name.length() - 2), 0, value);
    } else if (values.putIfAbsent(name, value) != null) {
      addNumbered(name, 1, value);
    }
  }

  SortedMap<String, String> values() {
    return values;
  }

  private void addNumbered(String name, int first, String value) {
    int number = repeats.getOrDefault(name, first);
    while (values.putIfAbsent(name + '[' + number + ']', value) != null) {
      number++;
    }
    repeats.put(name, number + 1);
  }

  /** Length in UTF-8, at most: a lone surrogate counts three too. */
  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
    }
    return bytes;
  }
}
