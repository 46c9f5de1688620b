// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import io.smallrye.config.WithDefault;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** When somebody is expected to call. */
public interface BusinessHoursConfig {

  /** Days of the week. */
  @WithDefault("mon,tue,wed,thu,fri,sat")
  List<String> days();

  /** Parts of each such day, for example {@code 09:00-13:00,14:00-18:00}; 24:00 is midnight. */
  @WithDefault("09:00-21:00")
  List<String> windows();

  /** Dates on which nobody calls, for example {@code 2026-01-26}. */
  Optional<List<LocalDate>> holidays();

  /** In which all of this is meant. */
  @WithDefault("Asia/Kolkata")
  ZoneId zone();
}
