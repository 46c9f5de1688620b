// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.ArrayList;
import java.util.List;
import sidstream.stream.interaction.Details.Carrier;
import sidstream.stream.interaction.Details.Parties;
import sidstream.stream.interaction.Interaction;

/** In which scopes an interaction counts. */
final class Scopes {

  private Scopes() {}

  /**
   * @param source its provider
   */
  static List<Scope> of(String source, Interaction interaction) {
    Parties parties = interaction.details().parties();
    List<Scope> scopes = new ArrayList<>();
    scopes.add(Scope.ALL);
    scopes.add(Scope.Kind.SOURCE.of(source));
    if (parties.campaign() != null) {
      scopes.add(Scope.Kind.CAMPAIGN.of(parties.campaign()));
    }
    if (parties.exophone() != null) {
      scopes.add(Scope.Kind.EXOPHONE.of(parties.exophone()));
    }
    Carrier carrier = interaction.details().carrier();
    if (carrier.sender() != null) {
      scopes.add(Scope.Kind.SENDER.of(carrier.sender()));
    }
    if (carrier.template() != null) {
      scopes.add(Scope.Kind.TEMPLATE.of(carrier.template()));
    }
    return scopes;
  }
}
