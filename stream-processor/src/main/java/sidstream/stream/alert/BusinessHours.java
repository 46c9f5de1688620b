// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * When somebody is expected to call.
 *
 * @param days of the week
 * @param windows of each such day
 * @param holidays on which nobody calls, whatever day it is
 * @param zone in which all of this is meant
 */
public record BusinessHours(
    Set<DayOfWeek> days, List<Window> windows, Set<LocalDate> holidays, ZoneId zone) {

  private static final Duration STEP = Duration.ofMinutes(1);
  private static final int MINUTES_OF_AN_HOUR = 60;

  public BusinessHours {
    days = Set.copyOf(days);
    windows = List.copyOf(windows);
    holidays = Set.copyOf(holidays);
  }

  /**
   * A part of a day, in minutes from its start.
   *
   * @param from the first minute
   * @param to the minute after the last one; 1440 is midnight
   */
  public record Window(int from, int to) {

    boolean has(int minute) {
      return from <= minute && minute < to;
    }
  }

  boolean isOpen(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    int minute = there.getHour() * MINUTES_OF_AN_HOUR + there.getMinute();
    return days.contains(there.getDayOfWeek())
        && !holidays.contains(there.toLocalDate())
        && windows.stream().anyMatch(window -> window.has(minute));
  }

  /** Whether it has been open for so long, without a break, and is. */
  boolean isOpenSince(Duration span, Instant now) {
    Instant at = now.minus(span);
    while (at.isBefore(now)) {
      if (!isOpen(at)) {
        return false;
      }
      at = at.plus(STEP);
    }
    return isOpen(now);
  }
}
