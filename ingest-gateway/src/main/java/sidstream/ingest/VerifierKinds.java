// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sidstream.ingest.VerificationConfig.BasicConfig;
import sidstream.ingest.VerificationConfig.HmacConfig;
import sidstream.ingest.VerificationConfig.StandardWebhooksConfig;
import sidstream.ingest.VerificationConfig.TwilioConfig;
import sidstream.ingest.verify.AllowList;
import sidstream.ingest.verify.Basic;
import sidstream.ingest.verify.Hmac;
import sidstream.ingest.verify.PathSecret;
import sidstream.ingest.verify.StandardWebhooks;
import sidstream.ingest.verify.Twilio;
import sidstream.ingest.verify.Verifier;

/** The verifiers that can be named in a source's settings, by name. */
final class VerifierKinds {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * A verifier with what it is made of.
   *
   * @param group the setting, below the source's, that its problems are told under
   * @param required settings that must be given, by name below the source's
   * @param optional settings that may be given
   * @param make only when the required ones are given; throws {@link IllegalArgumentException} when
   *     one makes no sense
   */
  record Kind(
      String group,
      Map<String, Optional<?>> required,
      Map<String, Optional<?>> optional,
      Supplier<Verifier> make) {}

  private VerifierKinds() {}

  static Map<String, Kind> of(VerificationConfig config) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("path", path(config));
    kinds.put("basic", basic(config.basic()));
    kinds.put("hmac", hmac(config.hmac()));
    kinds.put("standard-webhooks", standardWebhooks(config.standardWebhooks()));
    kinds.put("twilio", twilio(config.twilio()));
    kinds.put("allow-list", allowList(config.allowList().networks()));
    return kinds;
  }

  private static Kind path(VerificationConfig path) {
    return new Kind(
        "secret",
        Map.of("secret", path.secret()),
        Map.of("previous-secret", path.previousSecret()),
        () -> new PathSecret(path.secret().orElseThrow(), path.previousSecret()));
  }

  private static Kind basic(BasicConfig basic) {
    return new Kind(
        "basic",
        Map.of("basic.username", basic.username(), "basic.password", basic.password()),
        Map.of("basic.previous-password", basic.previousPassword()),
        () ->
            new Basic(
                basic.username().orElseThrow(),
                basic.password().orElseThrow(),
                basic.previousPassword()));
  }

  private static Kind hmac(HmacConfig hmac) {
    return new Kind(
        "hmac",
        Map.of("hmac.header", hmac.header(), "hmac.secret", hmac.secret()),
        Map.of(
            "hmac.hash", hmac.hash(),
            "hmac.encoding", hmac.encoding(),
            "hmac.prefix", hmac.prefix(),
            "hmac.previous-secret", hmac.previousSecret()),
        () ->
            new Hmac(
                new Hmac.Scheme(
                    hmac.header().orElseThrow(),
                    hmac.hash().orElse(Hmac.Hash.SHA256),
                    hmac.encoding().orElse(Hmac.Encoding.HEX),
                    hmac.prefix().orElse("")),
                hmac.secret().orElseThrow(),
                hmac.previousSecret()));
  }

  private static Kind standardWebhooks(StandardWebhooksConfig standard) {
    return new Kind(
        "standard-webhooks",
        Map.of("standard-webhooks.secret", standard.secret()),
        Map.of(
            "standard-webhooks.previous-secret", standard.previousSecret(),
            "standard-webhooks.tolerance", standard.tolerance()),
        () ->
            new StandardWebhooks(
                standard.secret().orElseThrow(),
                standard.previousSecret(),
                standard.tolerance().orElse(TOLERANCE)));
  }

  private static Kind twilio(TwilioConfig twilio) {
    return new Kind(
        "twilio",
        Map.of("twilio.auth-token", twilio.authToken(), "twilio.public-url", twilio.publicUrl()),
        Map.of("twilio.previous-auth-token", twilio.previousAuthToken()),
        () ->
            new Twilio(
                twilio.publicUrl().orElseThrow(),
                twilio.authToken().orElseThrow(),
                twilio.previousAuthToken()));
  }

  private static Kind allowList(Optional<List<String>> networks) {
    return new Kind(
        "allow-list.networks",
        Map.of("allow-list.networks", networks),
        Map.of(),
        () -> new AllowList(networks.orElseThrow().stream().map(String::strip).toList()));
  }
}
