// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final Pattern SAFE_IN_A_PATH = Pattern.compile("[A-Za-z0-9_~-]{16,200}");

  private final List<Secret> live;

  /**
   * @param current in the URLs handed out now
   * @param previous in URLs handed out before, until they are changed
   * @throws IllegalArgumentException when one is too short or does not fit into a path unescaped
   */
  public PathSecret(Secret current, Optional<Secret> previous) {
    live = Stream.concat(Stream.of(current), previous.stream()).toList();
    if (!live.stream().allMatch(secret -> SAFE_IN_A_PATH.matcher(secret.reveal()).matches())) {
      throw new IllegalArgumentException(
          "a secret must have 16 to 200 characters, each a letter, a digit, '-', '_' or '~'");
    }
  }

  @Override
  public Verdict verify(Attempt attempt) {
    String presented = attempt.target().secret();
    boolean known = false;
    for (Secret secret : live) {
      known |= secret.matches(presented == null ? "" : presented);
    }
    return known
        ? new Verdict.Accepted()
        : new Verdict.Refused(Ground.CREDENTIALS, "the path has no live secret");
  }
}
