// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds increments up, for tests. */
public final class Increments {

  private Increments() {}

  /** What each scope gets; scopes that get nothing are left out. */
  public static Map<Scope, Tally> byScope(List<Increment> increments) {
    Map<Scope, Tally> sums = new HashMap<>();
    for (Increment next : increments) {
      next.scopes().forEach(scope -> sums.merge(scope, next.tally(), Tally::plus));
    }
    sums.values().removeIf(Tally.ZERO::equals);
    return sums;
  }
}
