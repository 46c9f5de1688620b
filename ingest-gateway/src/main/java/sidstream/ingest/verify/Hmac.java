// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Verdict.Ground;

/**
 * Knows a sender by a signature of the raw body in a header: the plain scheme that most providers
 * have, each with its own header, hash and encoding.
 *
 * <p>It covers the body and nothing else: neither the URL nor the time, so that it is best combined
 * with another one. A request without a body is refused: its signature would fit every URL.
 */
public final class Hmac implements Verifier {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final byte[] NOTHING = {};
  private static final Verdict REFUSED =
      new Verdict.Refused(Ground.CREDENTIALS, "no live signature of the body");

  private final Scheme scheme;
  private final List<MacKey> keys;

  /**
   * How a provider signs.
   *
   * @param header that holds the signature; case does not matter
   * @param hash below the HMAC
   * @param encoding of the signature
   * @param prefix before the signature, for example {@code sha256=}; may be empty
   */
  public record Scheme(String header, Hash hash, Encoding encoding, String prefix) {

    /**
     * @throws IllegalArgumentException when it is no name of a header
     */
    public Scheme {
      if (!TOKEN.matcher(header).matches()) {
        throw new IllegalArgumentException("the header is no name of an HTTP header");
      }
      header = header.toLowerCase(Locale.ROOT);
    }
  }

  /** Hashes in use. SHA-1 is weak as a hash, but not known to be so within an HMAC. */
  public enum Hash {
    SHA1,
    SHA256,
    SHA384,
    SHA512
  }

  /** How bytes are written in a header. */
  public enum Encoding {
    /** Either case. */
    HEX,
    /** With its padding. */
    BASE64,
    /** With or without its padding. */
    BASE64URL
  }

  /**
   * @param current secret that the sender signs with now
   * @param previous the one before, until the sender has changed
   * @throws IllegalArgumentException when a secret is too short
   */
  public Hmac(Scheme scheme, Secret current, Optional<Secret> previous) {
    this.scheme = scheme;
    keys =
        Tokens.live(current, previous, Tokens.TEXT, "").stream()
            .map(secret -> new MacKey("Hmac" + scheme.hash, secret.reveal().getBytes(UTF_8)))
            .toList();
  }

  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return attempt.headers().containsKey(scheme.header);
  }

  @Override
  public Verdict verify(Attempt attempt) {
    String header = attempt.only(scheme.header);
    if (header == null || !header.startsWith(scheme.prefix) || !attempt.body().hasRemaining()) {
      return REFUSED;
    }
    String presented = comparable(header.substring(scheme.prefix.length()));
    List<byte[]> expected =
        keys.stream()
            .map(key -> encoded(key.sign(NOTHING, attempt.body())).getBytes(UTF_8))
            .toList();
    return Tokens.isOneOf(expected, presented) ? new Verdict.Accepted() : REFUSED;
  }

  private String comparable(String presented) {
    return switch (scheme.encoding) {
      case HEX -> presented.toLowerCase(Locale.ROOT);
      case BASE64 -> presented;
      case BASE64URL -> presented.endsWith("=") ? presented : presented + padding();
    };
  }

  private String encoded(byte[] signature) {
    return switch (scheme.encoding) {
      case HEX -> HexFormat.of().formatHex(signature);
      case BASE64 -> Base64.getEncoder().encodeToString(signature);
      case BASE64URL -> Base64.getUrlEncoder().encodeToString(signature);
    };
  }

  /** What fills a signature of this length up to whole groups of three bytes. */
  private String padding() {
    return switch (scheme.hash) {
      case SHA1, SHA256 -> "=";
      case SHA384 -> "";
      case SHA512 -> "==";
    };
  }
}
