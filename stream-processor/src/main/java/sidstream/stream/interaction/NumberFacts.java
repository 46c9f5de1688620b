// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a telephone number tells by itself, without anybody being asked.
 *
 * @param region ISO 3166 alpha-2, for example IN
 * @param operator to whom a mobile number's range was given first. Numbers are ported, so that it
 *     may be another's customer today
 * @param area by the table that was brought along, for example the circle that a mobile number's
 *     series was first given to; else town and state of a fixed line, by its area code. No library
 *     has a table of India's circles, and numbers are ported from circle to circle
 * @param series what numbers of its range are for
 */
public record NumberFacts(
    @Nullable String region,
    @Nullable String operator,
    @Nullable String area,
    @Nullable Series series) {

  public static final NumberFacts NONE = new NumberFacts(null, null, null, null);

  /** What a range of numbers is for. */
  public enum Series {
    MOBILE,
    FIXED_LINE,
    /** Where a region does not tell them apart. */
    FIXED_LINE_OR_MOBILE,
    /** India's 140: who calls with it sells something. */
    PROMOTIONAL,
    /** India's 1600 and 1601: who calls with it serves or settles a transaction. */
    SERVICE,
    /** India's 1800 and its like elsewhere. */
    TOLL_FREE,
    /** India's 1860 and its like elsewhere: caller and called share the cost. */
    SHARED_COST,
    OTHER;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
