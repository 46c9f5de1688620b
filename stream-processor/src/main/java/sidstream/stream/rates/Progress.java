// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;

/**
 * How far a campaign is: what it counted so far, set against its plan and its last hour.
 *
 * @param total everything so far
 * @param lastHour of that, the last 60 minutes
 * @param planned contacts, where that is known
 */
public record Progress(Tally total, Tally lastHour, @Nullable Long planned) {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Contacts whose calls are done. */
  public static long ended(Tally tally) {
    return tally.get(Count.CONTACTS_REACHED) + tally.get(Count.CONTACTS_FAILED);
  }

  /** Never below 0: a plan may be older than the campaign's lists. */
  public @Nullable Long left() {
    return planned == null ? null : Long.valueOf(Math.max(0, planned - ended(total)));
  }

  /** From 0 to 1; null without a plan. */
  public @Nullable Double completion() {
    return planned == null || planned == 0
        ? null
        : Double.valueOf(Math.min(1, (double) ended(total) / planned));
  }

  /** The minute in which the contacts left will have ended at the pace of the last hour. */
  public @Nullable Instant expectedEnd(Instant now) {
    Long left = left();
    long pace = ended(lastHour);
    return left == null || left == 0 || pace <= 0
        ? null
        : now.plusMillis(Math.round((double) HOUR.toMillis() * left / pace))
            .truncatedTo(ChronoUnit.MINUTES);
  }

  /**
   * Whether it should go on and does not.
   *
   * @param latest when something of it was counted last
   * @param status by its own callback, where one came
   * @param after how long is too long
   */
  public boolean isStuck(Instant latest, @Nullable Status status, Instant now, Duration after) {
    return goesOn(left(), status) && Duration.between(latest, now).compareTo(after) > 0;
  }

  /**
   * Whether more is expected of it: contacts are left or, without a plan, it says that it runs.
   *
   * @param left contacts; null without a plan
   */
  public static boolean goesOn(@Nullable Long left, @Nullable Status status) {
    return !rests(status) && (left == null ? status == Status.IN_PROGRESS : left > 0);
  }

  /** Whether its own callback says that it does nothing, for now or for good. */
  public static boolean rests(@Nullable Status status) {
    if (status == null) {
      return false;
    }
    return switch (status) {
      case PAUSED, COMPLETED, FAILED, CANCELED, DELETED, ARCHIVED -> true;
      default -> false;
    };
  }
}
