// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import sidstream.schemas.Status;
import sidstream.stream.interaction.Interaction;

/**
 * What a contact of a campaign counts for once all calls to it are done. The campaign itself, whose
 * reports are of the same kind, counts for nothing.
 */
final class ContactOutcome {

  private static final String STEP = "contact";

  private ContactOutcome() {}

  static boolean isContact(Interaction interaction) {
    return interaction.steps().stream().anyMatch(step -> step.name().equals(STEP));
  }

  static Tally tally(Interaction interaction) {
    if (!isContact(interaction)) {
      return Tally.ZERO;
    }
    boolean reached = interaction.status() == Status.COMPLETED;
    Integer calls = interaction.details().course().attempt();
    return Tally.one(reached ? Count.CONTACTS_REACHED : Count.CONTACTS_FAILED)
        .plus(Count.CONTACT_ATTEMPTS, calls == null ? 0 : calls);
  }
}
