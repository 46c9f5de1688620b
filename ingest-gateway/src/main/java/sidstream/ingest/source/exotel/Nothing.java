// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.Set;

/** The words with which Exotel says that there is no value, seen in its traffic. */
final class Nothing {

  static final Set<String> WORDS =
      Set.of(
          "null",
          "1970-01-01 05:30:00",
          "1970-01-01 05:30:00+05:30",
          "1970-01-01t05:30:00+05:30",
          "1970-01-01t00:00:00z",
          "0001-01-01t00:00:00z",
          "0000-00-00 00:00:00");

  private Nothing() {}
}
