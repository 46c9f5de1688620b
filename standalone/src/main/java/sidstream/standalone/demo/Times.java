// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the provider writes them: Indian, to the second. */
final class Times {

  /** What stands where there is no time. */
  static final String NONE = "1970-01-01 05:30:00";

  private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(INDIA);

  private Times() {}

  /** Of calls and messages: no zone. */
  static String local(Instant time) {
    return LOCAL.format(time);
  }

  /** Of campaigns: RFC 3339. */
  static String zoned(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(INDIA));
  }
}
