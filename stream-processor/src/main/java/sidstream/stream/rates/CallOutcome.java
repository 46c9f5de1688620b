// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;
import sidstream.stream.interaction.Details;

/** What a call that has ended counts for. */
final class CallOutcome {

  private CallOutcome() {}

  static Tally tally(Status status, Details details) {
    Tally ended =
        switch (status) {
          case COMPLETED -> connected(details);
          case BUSY -> Tally.one(Count.CALLS_BUSY);
          case NO_ANSWER -> Tally.one(Count.CALLS_NO_ANSWER);
          case FAILED, FAILED_DND -> Tally.one(Count.CALLS_FAILED);
          case CANCELED -> Tally.one(Count.CALLS_CANCELED);
          case UNFINISHED -> Tally.one(Count.CALLS_UNFINISHED);
          default -> Tally.ZERO; // no end of a call
        };
    if (ended.equals(Tally.ZERO)) {
      return ended;
    }
    Integer rang = details.ringSeconds();
    boolean outside = Boolean.TRUE.equals(details.course().outsideHours());
    return ended
        .plus(Count.CALLS_ANSWERED, isAnswered(status, details) ? 1 : 0)
        .plus(Count.CALLS_OUTSIDE_HOURS, outside ? 1 : 0)
        .plus(Count.RING_SECONDS, rang == null ? 0 : rang)
        .plus(Count.CALLS_WITH_RING_TIME, rang == null ? 0 : 1);
  }

  private static Tally connected(Details details) {
    Integer talked = details.course().talkSeconds();
    Tally connected = Tally.one(Count.CALLS_CONNECTED);
    return talked == null
        ? connected
        : connected.plus(Count.TALK_SECONDS, talked).plus(Count.CALLS_WITH_TALK_TIME, 1);
  }

  private static boolean isAnswered(Status status, Details details) {
    return status == Status.COMPLETED
        || details.legs().stream().anyMatch(leg -> hasPickedUp(leg.status()));
  }

  private static boolean hasPickedUp(@Nullable String word) {
    Status status = Status.of(word);
    return status == Status.COMPLETED || status == Status.IN_PROGRESS;
  }
}
