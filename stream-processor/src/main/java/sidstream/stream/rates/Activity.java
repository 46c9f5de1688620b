// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.List;
import sidstream.schemas.Kind;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Transition;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.Duplicate;

/**
 * What a report counts for by having come, whatever became of its call or message: the signs of
 * life, and the processor's side of the ledger. Each report read for the first time counts once.
 */
public final class Activity {

  private Activity() {}

  /**
   * What to add in the minute in which the report was received.
   *
   * @param source provider of the report
   */
  public static List<Increment> of(String source, Transition transition) {
    return Increment.of(source, transition.after(), tally(transition));
  }

  /**
   * What to add for something that is of a provider and of no interaction.
   *
   * @param source that provider
   */
  public static List<Increment> seen(String source, Count count) {
    List<Scope> scopes = List.of(Scope.ALL, Scope.Kind.SOURCE.of(source));
    return List.of(new Increment(scopes, Tally.one(count)));
  }

  private static Tally tally(Transition transition) {
    if (transition instanceof Accepted accepted) {
      Interaction now = accepted.after();
      return accepted(accepted).plus(Count.CALL_STEPS, now.kind() == Kind.CALL ? 1 : 0);
    }
    return transition instanceof Duplicate ? Tally.one(Count.DUPLICATES) : Tally.ZERO;
  }

  private static Tally accepted(Accepted accepted) {
    return switch (accepted.how()) {
      case ADVANCED -> Tally.one(Count.STEPS_ADVANCED);
      case LATE -> Tally.one(Count.STEPS_LATE);
      case AMENDED -> Tally.one(Count.STEPS_AMENDED);
      case UNFINISHED -> Tally.ZERO; // nobody reported it
    };
  }
}
