// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.chassis.config.Secret;

class PathSecretTest {

  private static final Secret NEW = new Secret("new-secret-0123456789");
  private static final Secret OLD = new Secret("old-secret-0123456789");

  private final PathSecret rotating = new PathSecret(NEW, Optional.of(OLD));

  @Test
  void bothLiveSecretsAreAccepted() {
    assertThat(verdict(rotating, NEW.reveal())).isEqualTo(new Verdict.Accepted());
    assertThat(verdict(rotating, OLD.reveal())).isEqualTo(new Verdict.Accepted());
  }

  @Test
  void aRetiredSecretIsRefused() {
    PathSecret rotated = new PathSecret(NEW, Optional.empty());
    assertThat(verdict(rotated, OLD.reveal())).isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "new-secret-012345678",
        "new-secret-01234567890",
        "NEW-SECRET-0123456789"
      })
  void anythingElseIsRefusedAndNotRepeated(String presented) {
    assertThat(verdict(rotating, presented))
        .isEqualTo(new Verdict.Refused(Verdict.Ground.CREDENTIALS, "the path has no live secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "has/slash-0123456789", "has space 0123456789"})
  void aSecretUnfitForAPathIsNotTakenIntoUse(String secret) {
    assertThatThrownBy(() -> new PathSecret(new Secret(secret), Optional.empty()))
        .hasMessageContaining("16 to 200 characters");
    assertThatThrownBy(() -> new PathSecret(NEW, Optional.of(new Secret(secret))))
        .hasMessageContaining("16 to 200 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void aBlankSecretIsNotTakenIntoUse(String secret) {
    assertThatThrownBy(() -> new PathSecret(new Secret(secret), Optional.empty()))
        .hasMessage("a secret must not be blank");
  }

  private static Verdict verdict(PathSecret verifier, String presented) {
    return verifier.verify(
        new Attempt(
            new Attempt.Target("POST", "/hooks/exotel/call/" + presented, presented),
            Map.of(),
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH,
            ByteBuffer.allocate(0)));
  }
}
