// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.ingest.source.PhoneNumbers;

class DialectTest {

  private static final Dialect DIALECT =
      new Dialect(
          new Times(ZoneOffset.UTC),
          new PhoneNumbers("IN"),
          Set.of("null", "unknown", "1970-01-01 05:30:00", "\u2014"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "NULL",
        " Null ",
        "unknown",
        "Unknown",
        "1970-01-01 05:30:00",
        "\u2014"
      })
  void aWordThatMeansNoValueIsNothing(String text) {
    assertThat(DIALECT.isNothing(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nullable", "n", "unknowns", "1970-01-01 05:30:01", "0", "\u2014\u2014", "é"})
  void anyOtherIsAValue(String text) {
    assertThat(DIALECT.isNothing(text)).isFalse();
  }
}
