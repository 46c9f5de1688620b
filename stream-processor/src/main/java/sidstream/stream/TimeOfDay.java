// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Takes hours and minutes on a clock of 24 hours. */
public final class TimeOfDay implements Converter<LocalTime> {

  private static final long serialVersionUID = 1L;
  private static final Pattern HOURS_AND_MINUTES = Pattern.compile("(\\d{1,2}):(\\d{2})");

  @Override
  public LocalTime convert(String value) {
    Matcher time = HOURS_AND_MINUTES.matcher(value.strip());
    try {
      if (time.matches()) {
        return LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)));
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a time of day from 00:00 to 23:59");
  }
}
