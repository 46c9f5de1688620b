// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  private final Times india = new Times(ZoneId.of("Asia/Kolkata"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2025-01-15 18:14:07           | 2025-01-15T12:44:07Z
          2025-01-15T18:14:07           | 2025-01-15T12:44:07Z
          Wed, 23 Feb 2022 12:31:59     | 2022-02-23T07:01:59Z
          2024-01-15T09:05:00+05:30     | 2024-01-15T03:35:00Z
          2020-03-23T12:58:02+00:00     | 2020-03-23T12:58:02Z
          2026-01-15T10:30:00.529Z      | 2026-01-15T10:30:00.529Z
          2022-11-03 22:54:40+05:30     | 2022-11-03T17:24:40Z
          2022-11-03 22:54:40 +0530     | 2022-11-03T17:24:40Z
          2026-01-15T10:30:00.529123456Z| 2026-01-15T10:30:00.529Z
          """)
  void everyFormatIsRead(String text, Instant time) {
    assertThat(india.read(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-01-19T19:17:03+50:30",
        "2025-02-30 18:14:07",
        "Mon, 23 Feb 2022 12:31:59",
        "1970-01-01 05:30:00",
        "0001-01-01T00:00:00Z",
        "+292278995-01-01T00:00:00Z",
        "9999-12-31 23:59:59",
        "1736945047",
        "soon"
      })
  void anImpossibleTimeIsNone(String text) {
    assertThat(india.read(text)).isNull();
  }

  @Test
  void theZoneIsTheSources() {
    Times singapore = new Times(ZoneId.of("Asia/Singapore"));
    assertThat(singapore.read("2025-01-15 18:14:07")).isEqualTo("2025-01-15T10:14:07Z");
  }

  @Property
  void anyTextIsATimeOrNone(@ForAll String text) {
    assertThat(india.read(text)).isNull();
  }

  @Example
  void veryLongTextIsNone() {
    assertThat(india.read("2025-01-15 18:14:07".repeat(100_000))).isNull();
  }
}
