// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.List;
import sidstream.stream.interaction.Interaction;

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

  /**
   * In every scope of an interaction; empty for a tally of nothing.
   *
   * @param source its provider
   */
  static List<Increment> of(String source, Interaction interaction, Tally tally) {
    return tally.equals(Tally.ZERO)
        ? List.of()
        : List.of(new Increment(Scopes.of(source, interaction), tally));
  }
}
