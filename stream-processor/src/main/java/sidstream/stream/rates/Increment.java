// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.List;

/**
 * What to add to each of several scopes: what counts in one of them counts the same in all.
 *
 * @param scopes none twice
 * @param tally what each of them gets
 */
public record Increment(List<Scope> scopes, Tally tally) {

  public Increment {
    scopes = List.copyOf(scopes);
  }

  /** As a list; an empty one for a tally of nothing. */
  static List<Increment> of(List<Scope> scopes, Tally tally) {
    return tally.equals(Tally.ZERO) ? List.of() : List.of(new Increment(scopes, tally));
  }
}
