// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of Exotel's callbacks: {@code 2025-01-15 18:14:07} and its kin without a zone,
 * RFC 3339, {@code 2022-11-03 22:54:40+05:30}, {@code Wed, 23 Feb 2022 12:31:59}. An impossible one
 * ({@code +50:30} is sent) is none; so is one outside of 1971 to 2199, which is a placeholder or
 * nonsense.
 */
final class Times {

  private static final List<DateTimeFormatter> FORMATS =
      List.of(
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .appendPattern("['T'][' ']")
              .append(DateTimeFormatter.ISO_LOCAL_TIME)
              .appendPattern("[' '][XXX][XX]")
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT),
          DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss[ XX]", Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT));

  private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int LONGEST = 40;

  private final ZoneId zone;

  /**
   * @param zone of times that come without one
   */
  Times(ZoneId zone) {
    this.zone = zone;
  }

  /** The moment, with a grain of milliseconds, or null. */
  @Nullable Instant read(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    for (DateTimeFormatter format : FORMATS) {
      try {
        return plausible(format.parseBest(text, OffsetDateTime::from, LocalDateTime::from));
      } catch (DateTimeException e) {
        // not this format
      }
    }
    return null;
  }

  private @Nullable Instant plausible(TemporalAccessor parsed) {
    Instant time =
        parsed instanceof LocalDateTime local
            ? local.atZone(zone).toInstant()
            : Instant.from(parsed);
    return time.isBefore(EARLIEST) || !time.isBefore(LATEST)
        ? null
        : time.truncatedTo(ChronoUnit.MILLIS);
  }
}
