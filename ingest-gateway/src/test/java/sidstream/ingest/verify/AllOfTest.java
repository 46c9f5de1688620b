// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;

class AllOfTest extends VerifierContract {

  private final PathSecretContractTest path = new PathSecretContractTest();
  private final HmacTest hmac = new HmacTest();

  @Override
  Verifier verifier() {
    return new AllOf(List.of(hmac.verifier(), path.verifier()));
  }

  @Override
  Verifier rotated() {
    return new AllOf(List.of(hmac.rotated(), path.rotated()));
  }

  @Override
  Attempts good() {
    return hmac.good().secret(PathSecretContractTest.NEW.reveal());
  }

  @Override
  Attempts goodByPrevious() {
    return hmac.goodByPrevious().secret(PathSecretContractTest.OLD.reveal());
  }

  @Override
  Set<String> headers() {
    return hmac.headers();
  }

  @Override
  Set<Part> parts() {
    return Set.of(Part.SECRET, Part.BODY);
  }

  @Override
  List<String> secrets() {
    return path.secrets();
  }

  @Override
  boolean isSame(Attempts changed) {
    return hmac.isSame(changed) && good().attempt().target().equals(changed.attempt().target());
  }

  @Example
  void whatNeedsNoBodyRefusesBeforeItIsRead() {
    assertThat(verifier().needsBody()).isTrue();
    Verdict early = verifier().refusedEarly(good().body("").secret("wrong").attempt());
    assertThat(early).isEqualTo(path.verifier().verify(Attempts.PLAIN.secret("wrong").attempt()));
  }

  @Example
  void ofNothingIsNoVerifier() {
    assertThatThrownBy(() -> new AllOf(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
