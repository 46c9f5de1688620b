// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import sidstream.chassis.config.Secret;

/** {@code v1a}, with the published vector of its first implementation. */
class StandardWebhooksAsymmetricTest extends StandardWebhooksTest {

  private static final Secret PUBLIC =
      new Secret("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
  private static final String ED25519 =
      "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

  @Override
  Verifier verifier() {
    return new StandardWebhooks(PUBLIC, Optional.of(SECRET), TOLERANCE);
  }

  @Override
  Verifier rotated() {
    return new StandardWebhooks(PUBLIC, Optional.empty(), TOLERANCE);
  }

  @Override
  Attempts good() {
    return sent(ED25519);
  }

  @Override
  Attempts goodByPrevious() {
    return sent(SIGNATURE);
  }

  @Override
  List<String> secrets() {
    return List.of(SECRET.reveal());
  }

  @Override
  @Example
  void oneOfSeveralSignaturesIsEnough() {
    assertAccepted(rotated(), sent(SIGNATURE + ' ' + ED25519));
    assertAccepted(rotated(), sent("v1a,AAAA " + ED25519 + " v1a,%%%"));
    assertRefused(rotated(), sent(ED25519.replace("v1a,", "v1,")));
    assertRefused(rotated(), sent(ED25519.replace("==", "")));
    assertRefused(rotated(), sent("v1a," + "A".repeat(86) + "=="));
  }
}
