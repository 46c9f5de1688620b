// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Transition.Accepted;

/** What an interaction counts for once it has ended, and what a change of it adds to the counts. */
public final class Outcome {

  private Outcome() {}

  /**
   * What to add so that each interaction counts once, as it is now: the new outcome minus the old
   * one, in every scope that either is in.
   *
   * @param source provider of the interaction
   */
  public static List<Increment> change(String source, Accepted accepted) {
    Interaction before = accepted.before();
    Interaction after = accepted.after();
    List<Increment> change = new ArrayList<>(Increment.of(source, after, tally(after)));
    if (before != null) {
      change.addAll(Increment.of(source, before, Tally.ZERO.minus(tally(before))));
    }
    return change;
  }

  /** The campaign that the interaction is, where it is a campaign itself and no contact of one. */
  public static Optional<String> campaignOf(Interaction interaction) {
    return interaction.kind() == Kind.CAMPAIGN && !ContactOutcome.isContact(interaction)
        ? Optional.ofNullable(interaction.details().parties().campaign())
        : Optional.empty();
  }

  private static Tally tally(Interaction interaction) {
    if (!interaction.terminal()) {
      return Tally.ZERO;
    }
    return switch (interaction.kind()) {
      case CALL -> CallOutcome.tally(interaction.status(), interaction.details());
      case SMS -> SmsOutcome.tally(interaction);
      case MESSAGE -> message(interaction.status());
      case CAMPAIGN -> ContactOutcome.tally(interaction);
      case ALLOCATION, HEARTBEAT -> Tally.ZERO;
    };
  }

  private static Tally message(Status status) {
    return switch (status) {
      case READ -> Tally.one(Count.MESSAGES_DELIVERED).plus(Count.MESSAGES_READ, 1);
      case DELIVERED, COMPLETED -> Tally.one(Count.MESSAGES_DELIVERED);
      case FAILED, FAILED_DND -> Tally.one(Count.MESSAGES_FAILED);
      default -> Tally.ZERO; // received ones, canceled ones: of no rate
    };
  }
}
