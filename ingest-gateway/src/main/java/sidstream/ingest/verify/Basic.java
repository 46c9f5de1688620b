// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Verdict.Ground;

/**
 * Knows a sender by user name and password (RFC 7617) in the {@code Authorization} header. In the
 * provider's dashboard they stand in the callback URL, {@code https://user:password@host/...}; most
 * send them only when a 401 asks for them.
 */
public final class Basic implements Verifier {

  private static final String HEADER = "authorization";
  private static final String SCHEME = "Basic ";
  private static final Verdict REFUSED =
      new Verdict.Refused(Ground.CREDENTIALS, "no live user name and password");

  private final List<byte[]> expected;

  /**
   * @param username as agreed with the sender
   * @param password the one handed out now
   * @param previous the one handed out before, until every sender has the new one
   * @throws IllegalArgumentException when one of them does not fit into the header or is too short
   */
  public Basic(String username, Secret password, Optional<Secret> previous) {
    if (username.isBlank() || !username.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
      throw new IllegalArgumentException("a user name must be visible ASCII without ':'");
    }
    expected =
        Tokens.live(password, previous, Tokens.VISIBLE, ", each visible ASCII").stream()
            .map(secret -> (username + ':' + secret.reveal()).getBytes(UTF_8))
            .map(credentials -> Base64.getEncoder().encode(credentials))
            .toList();
  }

  @Override
  public Verdict verify(Attempt attempt) {
    String header = attempt.only(HEADER);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return REFUSED;
    }
    String credentials = header.substring(SCHEME.length()).strip();
    return Tokens.isOneOf(expected, credentials) ? new Verdict.Accepted() : REFUSED;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return attempt.headers().containsKey(HEADER);
  }
}
