// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;

/** The path secret is required, and a signature must be right where there is one. */
class IfPresentTest extends VerifierContract {

  private final PathSecretContractTest path = new PathSecretContractTest();
  private final HmacTest hmac = new HmacTest();

  @Override
  Verifier verifier() {
    return new AllOf(List.of(path.verifier(), new IfPresent(hmac.verifier())));
  }

  @Override
  Verifier rotated() {
    return new AllOf(List.of(path.rotated(), new IfPresent(hmac.rotated())));
  }

  @Override
  Attempts good() {
    return path.good().body(HmacTest.BODY);
  }

  @Override
  Attempts goodByPrevious() {
    return path.goodByPrevious();
  }

  @Override
  Set<String> headers() {
    return Set.of();
  }

  @Override
  Set<Part> parts() {
    return path.parts();
  }

  @Override
  List<String> secrets() {
    return path.secrets();
  }

  @Example
  void aSignatureThatIsSentMustBeRight() {
    Attempts signed = hmac.good().secret(PathSecretContractTest.NEW.reveal());
    assertAccepted(verifier(), signed);
    assertRefused(verifier(), signed.body(HmacTest.BODY + 'x'));
    assertRefused(verifier(), signed.header(HmacTest.HEADER, "rubbish"));
    assertRefused(verifier(), signed.header(HmacTest.HEADER, ""));
    assertRefused(verifier(), signed.header(HmacTest.HEADER, "x", "y"));
    assertRefused(verifier(), signed.secret(null));
  }

  @Example
  void aSecondPasswordIsAskedForEarly() {
    BasicTest basic = new BasicTest();
    Verifier optional = new IfPresent(basic.verifier());
    assertThat(optional.refusedEarly(Attempts.PLAIN.attempt())).isNull();
    assertThat(optional.refusedEarly(basic.good().attempt())).isNull();
    assertThat(optional.refusedEarly(basic.good().header("authorization", "x").attempt()))
        .isNotNull();
  }
}
