// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivacyTest {
  private final Privacy privacy = new Privacy("key");

  @Test
  void equalNumbersHaveEqualTokensUnderOneKeyOnly() {
    assertThat(privacy.token("+919999999991")).isEqualTo(new Privacy("key").token("+919999999991"));
    assertThat(privacy.token("+919999999991"))
        .isNotEqualTo(new Privacy("other").token("+919999999991"))
        .matches("[0-9a-f]{24}");
  }

  @Test
  void theMiddleOfANumberIsHidden() {
    assertThat(privacy.mask("+919999999991")).isEqualTo("+91******9991");
    assertThat(privacy.mask("12")).isEqualTo("**");
  }

  @Test
  void aLeadIdThatIsANumberIsNotShown() {
    assertThat(privacy.reference("lead-77")).isEqualTo("lead-77");
    assertThat(privacy.reference("+91 99999 99991")).isEqualTo(privacy.token("+91 99999 99991"));
  }

  @Test
  void aUrlInAnIdIsNotShown() {
    String url = "https://recordings.example/c0ffee.mp3";
    assertThat(privacy.shown(url)).isEqualTo(privacy.token(url));
  }

  @Test
  void nothingStaysNothing() {
    assertThat(privacy.token(null)).isNull();
    assertThat(privacy.mask(null)).isNull();
    assertThat(privacy.reference(null)).isNull();
  }
}
