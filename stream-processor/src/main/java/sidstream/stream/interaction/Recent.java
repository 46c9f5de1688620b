// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was worked out last of a text: a call has several records, and each is about the
 * same numbers and the same campaign. A text has the one place that its letters give it, so that
 * the size is bounded and the newest is known. Safe for use by many threads.
 *
 * @param <V> never changes
 */
public final class Recent<V> {

  private static final int PLACES = 4096; // a power of two
  private static final int SPREAD = 0x9E3779B1;

  private final AtomicReferenceArray<@Nullable Known<V>> places =
      new AtomicReferenceArray<>(PLACES);
  private final Function<String, V> work;

  private record Known<V>(String text, V value) {}

  /**
   * @param work gives the same value for the same text at any time
   */
  public Recent(Function<String, V> work) {
    this.work = work;
  }

  public V of(String text) {
    int place = ((text.hashCode() * SPREAD) >>> 16) & (PLACES - 1);
    Known<V> known = places.get(place);
    if (known == null || !known.text().equals(text)) {
      known = new Known<>(text, work.apply(text));
      places.set(place, known);
    }
    return known.value();
  }
}
