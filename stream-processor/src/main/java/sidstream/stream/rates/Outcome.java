// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;
import sidstream.stream.interaction.Details;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.rates.Tally.Calls;
import sidstream.stream.rates.Tally.Messages;

/** What an interaction counts for, and what a change of it adds to the counts. */
public final class Outcome {

  private Outcome() {}

  /**
   * What to add so that each interaction counts once, as it is now: the new outcome minus the old
   * one, in every scope that either is in. Scopes that do not change are left out.
   */
  public static Map<Scope, Tally> change(Accepted accepted) {
    Map<Scope, Tally> change = new HashMap<>();
    tallies(accepted.after()).forEach((scope, tally) -> change.merge(scope, tally, Tally::plus));
    tallies(accepted.before())
        .forEach((scope, tally) -> change.merge(scope, Tally.ZERO.minus(tally), Tally::plus));
    change.values().removeIf(Tally.ZERO::equals);
    return change;
  }

  private static Map<Scope, Tally> tallies(@Nullable Interaction interaction) {
    Map<Scope, Tally> tallies = new HashMap<>();
    if (interaction != null && interaction.terminal()) {
      Details details = interaction.details();
      Tally tally = tally(interaction, details);
      tallies.put(Scope.ALL, tally);
      String campaign = details.parties().campaign();
      if (campaign != null) {
        tallies.put(Scope.campaign(campaign), tally);
      }
    }
    return tallies;
  }

  private static Tally tally(Interaction interaction, Details details) {
    return switch (interaction.kind()) {
      case CALL -> new Tally(call(interaction.status(), details), Messages.ZERO);
      case SMS ->
          interaction.status() == Status.UNFINISHED
              ? Tally.ZERO
              : new Tally(Calls.ZERO, message(details.carrier().delivered()));
      case MESSAGE, CAMPAIGN, ALLOCATION, HEARTBEAT -> Tally.ZERO;
    };
  }

  private static Calls call(Status status, Details details) {
    Integer talked = details.course().talkSeconds();
    return switch (status) {
      case COMPLETED -> new Calls(1, 0, 0, 0, 0, talked == null ? 0 : talked);
      case BUSY -> new Calls(0, 1, 0, 0, 0, 0);
      case NO_ANSWER -> new Calls(0, 0, 1, 0, 0, 0);
      case FAILED, FAILED_DND -> new Calls(0, 0, 0, 1, 0, 0);
      case CANCELED -> new Calls(0, 0, 0, 0, 1, 0);
      case UNKNOWN,
          CREATED,
          QUEUED,
          RINGING,
          SENDING,
          SUBMITTED,
          IN_PROGRESS,
          PAUSED,
          SENT,
          DELIVERED,
          READ,
          RECEIVED,
          DELETED,
          ARCHIVED,
          UNFINISHED ->
          Calls.ZERO;
    };
  }

  private static Messages message(@Nullable Boolean delivered) {
    if (delivered == null) {
      return new Messages(0, 1, 0);
    }
    return delivered ? new Messages(1, 0, 0) : new Messages(0, 0, 1);
  }
}
