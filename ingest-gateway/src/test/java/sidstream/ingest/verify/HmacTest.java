// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Example;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Hmac.Encoding;
import sidstream.ingest.verify.Hmac.Hash;
import sidstream.ingest.verify.Hmac.Scheme;

/** Hex with a prefix; the other encodings are below this class. */
class HmacTest extends VerifierContract {

  static final Secret NEW = new Secret("new secret 0123456789");
  static final Secret OLD = new Secret("old secret 0123456789");
  static final String HEADER = "x-exotel-signature";
  static final String BODY = "CallSid=c0ffee&Status=completed";

  Scheme scheme() {
    return new Scheme("X-Exotel-Signature", Hash.SHA256, Encoding.HEX, "sha256=");
  }

  @Override
  Verifier verifier() {
    return new Hmac(scheme(), NEW, Optional.of(OLD));
  }

  @Override
  Verifier rotated() {
    return new Hmac(scheme(), NEW, Optional.empty());
  }

  @Override
  Attempts good() {
    return Attempts.PLAIN.header(HEADER, signature(scheme(), NEW, BODY)).body(BODY);
  }

  @Override
  Attempts goodByPrevious() {
    return Attempts.PLAIN.header(HEADER, signature(scheme(), OLD, BODY)).body(BODY);
  }

  @Override
  Set<String> headers() {
    return Set.of(HEADER);
  }

  @Override
  Set<Part> parts() {
    return Set.of(Part.BODY);
  }

  @Override
  List<String> secrets() {
    return List.of(NEW.reveal(), OLD.reveal());
  }

  @Override
  boolean isSame(Attempts changed) { // hex digits may be in either case
    String header = String.valueOf(changed.attempt().header(HEADER));
    return scheme().encoding() == Encoding.HEX
        && header.startsWith(scheme().prefix())
        && header.equalsIgnoreCase(good().attempt().header(HEADER))
        && changed.attempt().body().equals(good().attempt().body());
  }

  @Example
  void publishedExamplesAreAccepted() {
    // GitHub's, "Validating webhook deliveries"
    Verifier github =
        new Hmac(
            new Scheme("X-Hub-Signature-256", Hash.SHA256, Encoding.HEX, "sha256="),
            new Secret("It's a Secret to Everybody"),
            Optional.empty());
    assertAccepted(
        github,
        Attempts.PLAIN
            .header(
                "x-hub-signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
            .body("Hello, World!"));
  }

  @Example
  void aSignatureOfNothingFitsEveryUrlAndIsRefused() {
    assertRefused(verifier(), Attempts.PLAIN.header(HEADER, signature(scheme(), NEW, "")).body(""));
  }

  @Example
  void whatDoesNotFitIsNotTakenIntoUse() {
    for (String header : List.of("", "x signature", "x:y", "ü")) {
      assertThatThrownBy(() -> new Scheme(header, Hash.SHA256, Encoding.HEX, ""))
          .hasMessageContaining("no name of an HTTP header");
    }
    for (String secret : List.of("", "hunter2", "new\nsecret 0123456789")) {
      assertThatThrownBy(() -> new Hmac(scheme(), new Secret(secret), Optional.empty()))
          .hasMessageContaining("a secret must");
    }
  }

  @Example
  void itIsPresentedWithItsHeaderOnly() {
    assertThat(verifier().isPresented(good().attempt())).isTrue();
    assertThat(verifier().isPresented(Attempts.PLAIN.attempt())).isFalse();
  }

  static String signature(Scheme scheme, Secret secret, String body) {
    try {
      String algorithm = "Hmac" + scheme.hash();
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), algorithm));
      byte[] signature = mac.doFinal(body.getBytes(UTF_8));
      return scheme.prefix()
          + switch (scheme.encoding()) {
            case HEX -> HexFormat.of().formatHex(signature);
            case BASE64 -> Base64.getEncoder().encodeToString(signature);
            case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
          };
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
