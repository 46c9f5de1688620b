// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

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

  /** Both together; where both know something, this does. */
  Details over(Details below) {
    return new Details(
        parties.over(below.parties),
        course.over(below.course),
        carrier.isUnknown() ? below.carrier : carrier,
        legs(below, true));
  }

  /** What of this can still be seen below the other. */
  Details below(Details above) {
    return new Details(
        parties.below(above.parties),
        course.below(above.course),
        above.carrier.isUnknown() ? carrier : Carrier.NONE,
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
   * How a call went: times in UTC, talk time in seconds.
   *
   * @param outsideHours whether it began outside the calling hours; a report that has the start
   *     knows better than one that has not, wherever they stand
   */
  public record Course(
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Integer talkSeconds,
      @Nullable String recordingUrl,
      @Nullable Boolean outsideHours) {

    public static final Course NONE = new Course(null, null, null, null, null);

    Course over(Course below) {
      return new Course(
          first(startedAt, below.startedAt),
          first(endedAt, below.endedAt),
          first(talkSeconds, below.talkSeconds),
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
          unless(recordingUrl, above.recordingUrl),
          above.knowsLessThan(this) ? outsideHours : unless(outsideHours, above.outsideHours));
    }

    private boolean knowsLessThan(Course other) {
      return startedAt == null && other.startedAt != null;
    }
  }

  /**
   * What the operator says of a message. One report's word as a whole: its parts belong together.
   */
  public record Carrier(
      @Nullable Integer code, @Nullable String detailedStatus, @Nullable Boolean delivered) {

    public static final Carrier NONE = new Carrier(null, null, null);

    boolean isUnknown() {
      return code == null && detailedStatus == null && delivered == null;
    }
  }

  /** One leg of a call. */
  public record Leg(
      @Nullable String number, @Nullable String status, @Nullable Integer talkSeconds) {

    public static final Leg NONE = new Leg(null, null, null);

    Leg over(Leg below) {
      return new Leg(
          first(number, below.number),
          first(status, below.status),
          first(talkSeconds, below.talkSeconds));
    }

    Leg below(Leg above) {
      return new Leg(
          unless(number, above.number),
          unless(status, above.status),
          unless(talkSeconds, above.talkSeconds));
    }
  }
}
