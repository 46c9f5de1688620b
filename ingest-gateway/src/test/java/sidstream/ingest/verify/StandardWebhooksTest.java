// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Example;
import sidstream.chassis.config.Secret;

/** With the vectors that the libraries of standardwebhooks.com share. */
class StandardWebhooksTest extends VerifierContract {

  static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  static final Secret OLD = new Secret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
  static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  static final long TIME = 1_614_265_330;
  static final String BODY = "{\"test\": 2432232314}";
  static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  @Override
  Verifier verifier() {
    return new StandardWebhooks(SECRET, Optional.of(OLD), TOLERANCE);
  }

  @Override
  Verifier rotated() {
    return new StandardWebhooks(SECRET, Optional.empty(), TOLERANCE);
  }

  @Override
  Attempts good() {
    return sent(SIGNATURE);
  }

  @Override
  Attempts goodByPrevious() {
    return sent(signed(OLD, ID, TIME, BODY));
  }

  @Override
  Set<String> headers() {
    return Set.of("webhook-id", "webhook-timestamp", "webhook-signature");
  }

  @Override
  Set<Part> parts() {
    return Set.of(Part.BODY);
  }

  @Override
  List<String> secrets() {
    return List.of(SECRET.reveal(), OLD.reveal());
  }

  @Override
  boolean takesList() {
    return true;
  }

  @Example
  void fiveMinutesToEitherSideAreTakenAndOneSecondMoreIsNot() {
    assertAccepted(verifier(), good().at(TIME + 300));
    assertAccepted(verifier(), good().at(TIME - 300));
    assertRefused(verifier(), good().at(TIME + 301));
    assertRefused(verifier(), good().at(TIME - 301));
  }

  @Example
  void aTimeThatIsNoneIsRefused() {
    for (String time : List.of("-1", "+1614265330", "1614265330.0", "0x60379b32", "9".repeat(13))) {
      assertRefused(
          verifier(),
          good()
              .header("webhook-timestamp", time)
              .header("webhook-signature", signed(SECRET, ID, time, BODY)));
    }
  }

  @Example
  void oneOfSeveralSignaturesIsEnough() {
    String other = "Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    assertAccepted(verifier(), sent("v1," + other + " v2," + other + ' ' + SIGNATURE));
    assertAccepted(verifier(), sent(SIGNATURE + " v1," + other));
    assertAccepted(verifier(), sent(SIGNATURE + ' ' + signed(OLD, ID, TIME, BODY)));
    assertRefused(verifier(), sent("v1," + other + " v2," + other));
  }

  @Example
  void anotherVersionOrFormIsRefused() {
    String digest = SIGNATURE.substring("v1,".length());
    for (String signature :
        List.of(
            "v2," + digest,
            "v1a," + digest,
            "V1," + digest,
            "v1 " + digest,
            "v1=" + digest,
            digest,
            "v1,",
            "v1",
            ",",
            "v1,not-base64",
            "invalid_signature",
            SIGNATURE + ',' + SIGNATURE,
            SIGNATURE.replace("=", ""))) {
      assertRefused(verifier(), sent(signature));
    }
  }

  @Example
  void aListThatIsNoRotationIsRefusedUnread() {
    assertAccepted(verifier(), sent("v1,x ".repeat(15) + SIGNATURE));
    assertRefused(verifier(), sent("v1,x ".repeat(16) + SIGNATURE));
  }

  @Example
  void anIdWithADotIsRefusedSinceItCouldBeReadInTwoWays() {
    // signed as id "a", time TIME + ".1", body "..." by nobody; but the text is the same
    String signature = signed(SECRET, "a." + TIME, TIME, BODY);
    assertRefused(
        verifier(),
        good().header("webhook-id", "a." + TIME).header("webhook-signature", signature));
    assertRefused(
        verifier(),
        good()
            .header("webhook-id", "a")
            .header("webhook-signature", signature)
            .body(TIME + "." + BODY + "x"));
  }

  @Example
  void aKeyThatIsNoneIsNotTakenIntoUse() {
    for (String key :
        List.of(
            "",
            "whsec_",
            "whsec_%%%",
            "whsec_c2hvcnQ=",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=",
            "whpk_",
            "whpk_c2hvcnQ=",
            "whpk_/////////////////////////////////////////38=")) {
      assertThatThrownBy(() -> new StandardWebhooks(new Secret(key), Optional.empty(), TOLERANCE))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  static Attempts sent(String signature) {
    return Attempts.PLAIN
        .header("webhook-id", ID)
        .header("webhook-timestamp", Long.toString(TIME))
        .header("webhook-signature", signature)
        .at(TIME)
        .body(BODY);
  }

  private static String signed(Secret secret, String id, Object time, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.reveal().substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signature = mac.doFinal((id + '.' + time + '.' + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
