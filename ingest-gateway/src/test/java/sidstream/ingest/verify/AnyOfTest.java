// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;

class AnyOfTest extends VerifierContract {

  private final PathSecretContractTest path = new PathSecretContractTest();
  private final HmacTest hmac = new HmacTest();
  private final BasicTest basic = new BasicTest();

  @Override
  Verifier verifier() {
    return new AnyOf(List.of(path.verifier(), hmac.verifier(), basic.verifier()));
  }

  @Override
  Verifier rotated() {
    return new AnyOf(List.of(path.rotated(), hmac.rotated(), basic.rotated()));
  }

  @Override
  Attempts good() {
    return hmac.good();
  }

  @Override
  Attempts goodByPrevious() {
    return hmac.goodByPrevious();
  }

  @Override
  Set<String> headers() {
    return hmac.headers();
  }

  @Override
  Set<Part> parts() {
    return hmac.parts();
  }

  @Override
  List<String> secrets() {
    return hmac.secrets();
  }

  @Override
  boolean isSame(Attempts changed) {
    return hmac.isSame(changed);
  }

  @Example
  void eachPartIsEnough() {
    assertAccepted(verifier(), path.good());
    assertAccepted(verifier(), basic.good());
    assertAccepted(verifier(), hmac.good());
    assertAccepted(verifier(), hmac.good().secret("wrong"));
  }

  @Example
  void itRefusesEarlyOnlyWhatNoPartCanTake() {
    Verifier early = new AnyOf(List.of(path.verifier(), basic.verifier()));
    assertThat(early.needsBody()).isFalse();
    assertThat(early.refusedEarly(Attempts.PLAIN.attempt())).isNotNull();
    assertThat(early.refusedEarly(basic.good().attempt())).isNull();
    assertThat(verifier().refusedEarly(Attempts.PLAIN.attempt())).isNull();
  }

  @Example
  void ofNothingIsNoVerifier() {
    assertThatThrownBy(() -> new AnyOf(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
