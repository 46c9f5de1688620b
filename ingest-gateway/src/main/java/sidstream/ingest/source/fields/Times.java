// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of webhooks: {@code 2025-01-15 18:14:07} and its kin without a zone, RFC 3339,
 * {@code 2022-11-03 22:54:40+05:30}, and RFC 2822 with or without a zone, as in {@code Wed, 23 Feb
 * 2022 12:31:59}. An impossible one ({@code +50:30} is sent) is none; so is one outside of 1971 to
 * 2199, which is a placeholder or nonsense.
 */
public final class Times {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXX][XX]")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter MAIL =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss[ XX]", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int SHORTEST = 16;
  private static final int LONGEST = 40;
  private static final int PLAIN = "2025-01-15 18:14:07".length();

  private final ZoneId zone;

  /**
   * @param zone of times that come without one
   */
  public Times(ZoneId zone) {
    this.zone = zone;
  }

  /** The moment, with a grain of milliseconds, or null. */
  public @Nullable Instant read(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return null;
    }
    try {
      return plausible(text.length() == PLAIN && isPlain(text) ? plain(text) : parsed(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Nearly all times come like this, and a formatter takes several times as long. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < PLAIN; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == ' ' || c == 'T';
            case 13, 16 -> c == ':';
            default -> c >= '0' && c <= '9';
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static LocalDateTime plain(String text) {
    return LocalDateTime.of(
        number(text, 0, 4),
        number(text, 5, 7),
        number(text, 8, 10),
        number(text, 11, 13),
        number(text, 14, 16),
        number(text, 17, 19));
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static TemporalAccessor parsed(String text) {
    boolean iso = Character.isDigit(text.charAt(0));
    return (iso ? ISO : MAIL).parseBest(text, OffsetDateTime::from, LocalDateTime::from);
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
