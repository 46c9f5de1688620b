// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  private final Secret secret = new Secret("hush");

  @Test
  void aSecretIsNeverShown() {
    assertThat(secret).hasToString("******");
    assertThat(secret.reveal()).isEqualTo("hush");
  }

  @Test
  void aSecretMatchesItselfOnly() {
    assertThat(secret.matches("hush")).isTrue();
    assertThat(secret.matches("hus")).isFalse();
    assertThat(secret.matches("")).isFalse();
  }
}
