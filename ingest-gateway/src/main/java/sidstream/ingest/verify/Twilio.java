// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Verdict.Ground;

/**
 * Knows a sender by {@code X-Twilio-Signature}: base64 of the HMAC-SHA1, by the account's auth
 * token, of the URL that Twilio called and, for a form, of its parameters in order of their names,
 * name and value joined without anything between. Another body is covered by its SHA-256 in the
 * URL's {@code bodySHA256}; one that is covered by neither is refused.
 *
 * <p>Twilio sometimes signs the URL with its port and sometimes without, whatever was called: both
 * are taken, as Twilio's own libraries do. There is no time in it, so a captured request can be
 * sent again; it is then a repeat like any other.
 */
public final class Twilio implements Verifier {

  private static final String HEADER = "x-twilio-signature";
  private static final String BODY_HASH = "bodySHA256=";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Verdict REFUSED =
      new Verdict.Refused(Ground.CREDENTIALS, "no live signature of Twilio's");

  private final List<String> bases;
  private final List<MacKey> keys;

  /**
   * @param publicUrl how Twilio begins the callback URLs, {@code https://host}, with a port or a
   *     path where a proxy takes one away
   * @param current auth token of the account
   * @param previous the one before, until the new one is the account's primary one
   * @throws IllegalArgumentException when the URL is none, or a token is blank
   */
  public Twilio(String publicUrl, Secret current, Optional<Secret> previous) {
    bases = bases(publicUrl);
    keys =
        Tokens.live(current, previous).stream()
            .map(token -> new MacKey("HmacSHA1", token.reveal().getBytes(UTF_8)))
            .toList();
  }

  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return attempt.headers().containsKey(HEADER);
  }

  @Override
  public Verdict verify(Attempt attempt) {
    String presented = attempt.only(HEADER);
    byte[] parameters = presented == null ? null : signedParameters(attempt);
    if (presented == null || parameters == null) {
      return REFUSED;
    }
    List<byte[]> expected = new ArrayList<>();
    for (String base : bases) {
      byte[] url = (base + attempt.target().pathAndQuery()).getBytes(UTF_8);
      for (MacKey key : keys) {
        expected.add(Base64.getEncoder().encode(key.sign(url, ByteBuffer.wrap(parameters))));
      }
    }
    return Tokens.isOneOf(expected, presented) ? new Verdict.Accepted() : REFUSED;
  }

  /** What is signed after the URL; null when the body is not covered. */
  private static byte @Nullable [] signedParameters(Attempt attempt) {
    ByteBuffer body = attempt.body();
    String hash = bodyHash(attempt.target().pathAndQuery());
    boolean post = attempt.target().method().equals("POST");
    if (hash != null && (post || body.hasRemaining())) {
      return hash.equals(sha256(body)) ? new byte[0] : null;
    }
    if (!body.hasRemaining()) {
      return new byte[0];
    }
    return post && isForm(attempt) ? FormParameters.joined(body) : null;
  }

  /** The first value of the parameter; null where the query has none. */
  private static @Nullable String bodyHash(String pathAndQuery) {
    int at = pathAndQuery.indexOf('?');
    while (at >= 0) {
      int start = at + 1;
      int next = pathAndQuery.indexOf('&', start);
      if (pathAndQuery.startsWith(BODY_HASH, start)) {
        int value = start + BODY_HASH.length();
        return pathAndQuery.substring(value, next < 0 ? pathAndQuery.length() : next);
      }
      at = next;
    }
    return null;
  }

  private static boolean isForm(Attempt attempt) {
    String type = attempt.only("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  private static String sha256(ByteBuffer body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(body.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The URL's beginning with its port and without. */
  private static List<String> bases(String publicUrl) {
    try {
      URI url = new URI(publicUrl);
      String scheme = String.valueOf(url.getScheme());
      String path = url.getRawPath();
      boolean whole = url.getHost() != null && path != null && url.getRawQuery() == null;
      if (whole && url.getRawFragment() == null && scheme.matches("https?")) {
        String user = url.getRawUserInfo() == null ? "" : url.getRawUserInfo() + '@';
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        String host = scheme + "://" + user + url.getHost();
        String below = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return List.of(host + below, host + ':' + port + below);
      }
    } catch (URISyntaxException e) {
      // said below, without the value, which may hold a password
    }
    throw new IllegalArgumentException(
        "the public URL must be http:// or https://, a host, and a port or path where needed");
  }
}
