// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.schemas.record.Phone;

class PhoneNumbersTest {

  private final PhoneNumbers india = new PhoneNumbers("IN");

  @ParameterizedTest
  @CsvSource({
    "09999999991, +919999999991",
    "9999999991, +919999999991",
    "919999999991, +919999999991",
    "+919999999991, +919999999991",
    "+91 99999-99991, +919999999991",
    "00919999999991, +919999999991",
    "00442071838750, +442071838750",
    "+6531586250, +6531586250",
    "08099999980, +918099999980",
    "1409999999, +911409999999",
    "1600999999, +911600999999"
  })
  void everySpellingOfANumberIsOneNumber(String original, String e164) {
    assertThat(india.read(original)).isEqualTo(new Phone(original, e164));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:agent1@example.com",
        "56767",
        "EXOTEL",
        "VM-EXOTEL",
        "anonymous",
        "+",
        "0",
        "agent 7",
        "-"
      })
  void whatIsNoNumberKeepsItsOriginalOnly(String original) {
    assertThat(india.read(original)).isEqualTo(new Phone(original, null));
  }

  @Test
  void numbersOfAnUnassignedRangeCount() {
    assertThat(india.read("05999999999").getE164()).isEqualTo("+915999999999");
  }

  @Test
  void anUnknownRegionIsRefused() {
    assertThatThrownBy(() -> new PhoneNumbers("India")).hasMessageContaining("'India'");
  }
}
