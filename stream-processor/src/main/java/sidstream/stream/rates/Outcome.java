// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Transition.Accepted;

/** What an interaction counts for once it has ended, and what a change of it adds to the counts. */
public final class Outcome {

  private Outcome() {}

  /**
   * What to add so that each interaction counts once, as it is now: the new outcome minus the old
   * one, in every scope that either is in. Scopes that do not change are left out.
   *
   * @param source provider of the interaction
   */
  public static Map<Scope, Tally> change(String source, Accepted accepted) {
    Map<Scope, Tally> change = new HashMap<>();
    tallies(source, accepted.after())
        .forEach((scope, tally) -> change.merge(scope, tally, Tally::plus));
    tallies(source, accepted.before())
        .forEach((scope, tally) -> change.merge(scope, Tally.ZERO.minus(tally), Tally::plus));
    change.values().removeIf(Tally.ZERO::equals);
    return change;
  }

  /** The campaign that the interaction is, where it is a campaign itself and no contact of one. */
  public static Optional<String> campaignOf(Interaction interaction) {
    return interaction.kind() == Kind.CAMPAIGN && !ContactOutcome.isContact(interaction)
        ? Optional.ofNullable(interaction.details().parties().campaign())
        : Optional.empty();
  }

  private static Map<Scope, Tally> tallies(String source, @Nullable Interaction interaction) {
    Map<Scope, Tally> tallies = new HashMap<>();
    if (interaction != null && interaction.terminal()) {
      Tally tally = tally(interaction);
      Scopes.of(source, interaction).forEach(scope -> tallies.put(scope, tally));
    }
    return tallies;
  }

  private static Tally tally(Interaction interaction) {
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
