// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Collection;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Goes round all of a collection, in steps of about a tenth of it, so that no moment pays for all.
 * Who comes or goes meanwhile is met in this round or in the next.
 *
 * @param <T> what is in it
 */
final class Round<T> {

  private static final int STEPS = 10;

  private final Collection<T> all;
  private Iterator<T> rest;

  /**
   * @param all may change while it is iterated
   */
  Round(Collection<T> all) {
    this.all = all;
    rest = all.iterator();
  }

  /**
   * Meets the next ones.
   *
   * @return whether that ended the round; the next step begins another
   */
  boolean step(Consumer<T> meet) {
    if (!rest.hasNext()) {
      rest = all.iterator();
    }
    for (int some = all.size() / STEPS + 1; some > 0 && rest.hasNext(); some--) {
      meet.accept(rest.next());
    }
    return !rest.hasNext();
  }
}
