// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Hmac;

/**
 * Settings of who may send for one provider. The verifiers are {@code path, basic, hmac,
 * standard-webhooks, twilio, allow-list}; each has the settings of its name, which are required
 * where it is named and refused where it is not.
 */
public interface VerificationConfig {

  /** For {@code path}: last part of the callback URL's path; 16 characters or more. */
  Optional<Secret> secret();

  /** The secret before this one: accepted too, until every callback URL is changed. */
  Optional<Secret> previousSecret();

  VerifyConfig verify();

  BasicConfig basic();

  HmacConfig hmac();

  StandardWebhooksConfig standardWebhooks();

  TwilioConfig twilio();

  AllowListConfig allowList();

  /** Which verifiers count. What is named in none of the three does not. */
  interface VerifyConfig {

    /** Each of these must accept. {@code path} where neither this nor {@link #anyOf} is given. */
    Optional<List<String>> allOf();

    /** At least one of these must accept, after all of {@link #allOf}. */
    Optional<List<String>> anyOf();

    /** Each of these must accept what is presented to it; nothing need be. */
    Optional<List<String>> ifPresent();
  }

  /** User name and password in the {@code Authorization} header. */
  interface BasicConfig {

    /** Visible ASCII without a colon. */
    Optional<String> username();

    /** 16 characters or more, visible ASCII. */
    Optional<Secret> password();

    /** The password before this one, accepted too. */
    Optional<Secret> previousPassword();
  }

  /** A signature of the raw body in a header. */
  interface HmacConfig {

    /** Name of the header, for example {@code X-Exotel-Signature}. */
    Optional<String> header();

    /** Below the HMAC; {@code sha256} by default. */
    Optional<Hmac.Hash> hash();

    /** Of the signature; {@code hex} by default. */
    Optional<Hmac.Encoding> encoding();

    /** Before the signature, for example {@code sha256=}; none by default. */
    Optional<String> prefix();

    /** 16 characters or more. */
    Optional<Secret> secret();

    /** The secret before this one, accepted too. */
    Optional<Secret> previousSecret();
  }

  /** The scheme of standardwebhooks.com. */
  interface StandardWebhooksConfig {

    /** {@code whsec_} and base64, or {@code whpk_} and base64. */
    Optional<Secret> secret();

    /** The secret before this one, accepted too. */
    Optional<Secret> previousSecret();

    /** How far the sender's time may be from ours; 5 minutes by default. */
    Optional<Duration> tolerance();
  }

  /** Twilio's signatures. */
  interface TwilioConfig {

    /** Auth token of the account. */
    Optional<Secret> authToken();

    /** The token before this one, accepted too. */
    Optional<Secret> previousAuthToken();

    /** How Twilio begins the callback URLs, for example {@code https://hooks.example.com}. */
    Optional<String> publicUrl();
  }

  /** Networks that may send. */
  interface AllowListConfig {

    /** Addresses and CIDR blocks, IPv4 and IPv6. */
    Optional<List<String>> networks();
  }
}
