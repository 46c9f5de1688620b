// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Verdict.Ground;

/**
 * Knows a sender by the last part of the callback URL's path: the one way that every provider
 * supports, and the usual one with Exotel, which signs nothing.
 *
 * <p>Two secrets can be live, so that callback URLs are changed one by one without a gap. The time
 * to compare does not tell which one matched, nor how far.
 */
public final class PathSecret implements Verifier {

  private static final Verdict REFUSED =
      new Verdict.Refused(Ground.CREDENTIALS, "the path has no live secret");

  private final List<byte[]> live;

  /**
   * @param current in the URLs handed out now
   * @param previous in URLs handed out before, until they are changed
   * @throws IllegalArgumentException when one is too short or does not fit into a path unescaped
   */
  public PathSecret(Secret current, Optional<Secret> previous) {
    String words = ", each a letter, a digit, '-', '_' or '~'";
    live =
        Tokens.live(current, previous, Tokens.IN_A_PATH, words).stream()
            .map(secret -> secret.reveal().getBytes(UTF_8))
            .toList();
  }

  @Override
  public Verdict verify(Attempt attempt) {
    String presented = attempt.target().secret();
    return presented != null && Tokens.isOneOf(live, presented) ? new Verdict.Accepted() : REFUSED;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return attempt.target().secret() != null;
  }
}
