// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one report, or all of them together, say about an interaction. Details lie over each other:
 * what is known wins over what is not, and what lies above over what lies below.
 */
public record Details(Parties parties, Course course, Carrier carrier, List<Leg> legs) {

  public static final Details NONE =
      new Details(Parties.NONE, Course.NONE, Carrier.NONE, List.of());

  public Details {
    legs = List.copyOf(legs);
  }

  /**
   * Seconds of ringing: those of the legs where they say so, else the whole duration without the
   * conversation; null where neither is known.
   */
  public @Nullable Integer ringSeconds() {
    Integer rung = null;
    for (Leg leg : legs) {
      Integer more = leg.ringSeconds();
      rung = more == null ? rung : Integer.valueOf(more + (rung == null ? 0 : rung));
    }
    if (rung != null) {
      return rung;
    }
    Integer total = course.wholeSeconds();
    Integer talk = course.talkSeconds();
    return total == null || talk == null ? null : Integer.valueOf(Math.max(0, total - talk));
  }

  /** Nothing but the number of the attempt. */
  static Details ofAttempt(int attempt) {
    Course course = new Course(null, null, null, null, attempt, null, null, null);
    return new Details(Parties.NONE, course, Carrier.NONE, List.of());
  }

  /** Both together; where both know something, this does. */
  Details over(Details below) {
    return new Details(
        parties.over(below.parties),
        course.over(below.course),
        carrier.over(below.carrier),
        legs(below, true));
  }

  /** What of this can still be seen below the other. */
  Details below(Details above) {
    return new Details(
        parties.below(above.parties),
        course.below(above.course),
        carrier.below(above.carrier),
        legs(above, false));
  }

  private List<Leg> legs(Details other, boolean over) {
    List<Leg> result = new ArrayList<>();
    int count = over ? Math.max(legs.size(), other.legs.size()) : legs.size();
    for (int i = 0; i < count; i++) {
      Leg mine = i < legs.size() ? legs.get(i) : Leg.NONE;
      Leg theirs = i < other.legs.size() ? other.legs.get(i) : Leg.NONE;
      result.add(over ? mine.over(theirs) : mine.below(theirs));
    }
    while (!over
        && !result.isEmpty()
        && other.legs.size() >= result.size()
        && endsUnknown(result)) {
      result.remove(result.size() - 1);
    }
    return result;
  }

  private static boolean endsUnknown(List<Leg> legs) {
    return legs.get(legs.size() - 1).equals(Leg.NONE);
  }

  static <V> @Nullable V first(@Nullable V above, @Nullable V below) {
    return above != null ? above : below;
  }

  static <V> @Nullable V unless(@Nullable V mine, @Nullable V above) {
    return above == null ? mine : null;
  }

  /** Who took part and for what: numbers are E.164, or as received where they are none. */
  public record Parties(
      @Nullable String customer,
      @Nullable String exophone,
      @Nullable String campaign,
      @Nullable String lead,
      @Nullable String customField) {

    public static final Parties NONE = new Parties(null, null, null, null, null);

    Parties over(Parties below) {
      return new Parties(
          first(customer, below.customer),
          first(exophone, below.exophone),
          first(campaign, below.campaign),
          first(lead, below.lead),
          first(customField, below.customField));
    }

    Parties below(Parties above) {
      return new Parties(
          unless(customer, above.customer),
          unless(exophone, above.exophone),
          unless(campaign, above.campaign),
          unless(lead, above.lead),
          unless(customField, above.customField));
    }
  }

  /**
   * How a call went: times in UTC, durations in seconds.
   *
   * @param totalSeconds whole duration, ringing included, where the provider says it
   * @param attempt which attempt at a campaign's contact the call is, from 1; of a contact, how
   *     many calls were made
   * @param disconnectedBy who hung up, in lower case
   * @param outsideHours whether it began outside the calling hours; a report that has the start
   *     knows better than one that has not, wherever they stand
   */
  public record Course(
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Integer talkSeconds,
      @Nullable Integer totalSeconds,
      @Nullable Integer attempt,
      @Nullable String disconnectedBy,
      @Nullable String recordingUrl,
      @Nullable Boolean outsideHours) {

    public static final Course NONE = new Course(null, null, null, null, null, null, null, null);

    /** Whole duration: as the provider says it, else from its times. */
    public @Nullable Integer wholeSeconds() {
      if (totalSeconds != null || startedAt == null || endedAt == null) {
        return totalSeconds;
      }
      return (int) Math.max(0, Duration.between(startedAt, endedAt).toSeconds());
    }

    Course outside(@Nullable Boolean hours) {
      return new Course(
          startedAt,
          endedAt,
          talkSeconds,
          totalSeconds,
          attempt,
          disconnectedBy,
          recordingUrl,
          hours);
    }

    Course over(Course below) {
      return new Course(
          first(startedAt, below.startedAt),
          first(endedAt, below.endedAt),
          first(talkSeconds, below.talkSeconds),
          first(totalSeconds, below.totalSeconds),
          first(attempt, below.attempt),
          first(disconnectedBy, below.disconnectedBy),
          first(recordingUrl, below.recordingUrl),
          knowsLessThan(below)
              ? first(below.outsideHours, outsideHours)
              : first(outsideHours, below.outsideHours));
    }

    Course below(Course above) {
      return new Course(
          unless(startedAt, above.startedAt),
          unless(endedAt, above.endedAt),
          unless(talkSeconds, above.talkSeconds),
          unless(totalSeconds, above.totalSeconds),
          unless(attempt, above.attempt),
          unless(disconnectedBy, above.disconnectedBy),
          unless(recordingUrl, above.recordingUrl),
          above.knowsLessThan(this) ? outsideHours : unless(outsideHours, above.outsideHours));
    }

    private boolean knowsLessThan(Course other) {
      return startedAt == null && other.startedAt != null;
    }
  }

  /**
   * What the operator says of a message, and what the message is.
   *
   * @param code with text and delivery one report's word as a whole: they belong together
   * @param units that an SMS is charged for
   * @param sender id of an SMS
   * @param template DLT template id of an SMS
   * @param channel of a message that is no SMS report: whatsapp, rcs, sms
   */
  public record Carrier(
      @Nullable Integer code,
      @Nullable String detailedStatus,
      @Nullable Boolean delivered,
      @Nullable Integer units,
      @Nullable String sender,
      @Nullable String template,
      @Nullable String channel) {

    public static final Carrier NONE = new Carrier(null, null, null, null, null, null, null);

    private boolean saysNothing() {
      return code == null && detailedStatus == null && delivered == null;
    }

    Carrier over(Carrier below) {
      Carrier said = saysNothing() ? below : this;
      return new Carrier(
          said.code,
          said.detailedStatus,
          said.delivered,
          first(units, below.units),
          first(sender, below.sender),
          first(template, below.template),
          first(channel, below.channel));
    }

    Carrier below(Carrier above) {
      Carrier said = above.saysNothing() ? this : NONE;
      return new Carrier(
          said.code,
          said.detailedStatus,
          said.delivered,
          unless(units, above.units),
          unless(sender, above.sender),
          unless(template, above.template),
          unless(channel, above.channel));
    }
  }

  /** One leg of a call; durations in seconds. */
  public record Leg(
      @Nullable String number,
      @Nullable String status,
      @Nullable Integer talkSeconds,
      @Nullable Integer ringSeconds,
      @Nullable String disconnectedBy) {

    public static final Leg NONE = new Leg(null, null, null, null, null);

    Leg over(Leg below) {
      return new Leg(
          first(number, below.number),
          first(status, below.status),
          first(talkSeconds, below.talkSeconds),
          first(ringSeconds, below.ringSeconds),
          first(disconnectedBy, below.disconnectedBy));
    }

    Leg below(Leg above) {
      return new Leg(
          unless(number, above.number),
          unless(status, above.status),
          unless(talkSeconds, above.talkSeconds),
          unless(ringSeconds, above.ringSeconds),
          unless(disconnectedBy, above.disconnectedBy));
    }
  }
}
