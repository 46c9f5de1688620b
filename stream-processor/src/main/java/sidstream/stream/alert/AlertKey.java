// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import sidstream.stream.rates.Scope;

/**
 * Which alert: one rule about one scope.
 *
 * @param rule its name; without the character |
 */
public record AlertKey(String rule, Scope scope) {

  private static final int FINGERPRINT_BYTES = 8;

  /**
   * Reads {@link #text}; empty for a kind of scope that only a later release knows, after a step
   * back from it.
   */
  public static Optional<AlertKey> known(String text) {
    int bar = text.indexOf('|');
    String rule = text.substring(0, bar);
    return Scope.known(text.substring(bar + 1)).map(scope -> new AlertKey(rule, scope));
  }

  /** For example connect-rate|campaign:diwali; the record key on alerts. */
  public String text() {
    return rule + '|' + scope.key();
  }

  /** The same for every firing of the alert, in every installation: 16 hexadecimal digits. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
