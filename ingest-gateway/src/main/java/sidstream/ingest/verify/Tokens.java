// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sidstream.chassis.config.Secret;

/** What live secrets must look like, and how a presented text is compared with expected ones. */
final class Tokens {

  /** What fits unescaped into a path. */
  static final Pattern IN_A_PATH = Pattern.compile("[A-Za-z0-9_~-]{16,200}");

  /** What fits into a header, before and after any encoding. */
  static final Pattern VISIBLE = Pattern.compile("[!-~]{16,200}");

  /** What never travels. */
  static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{16,200}");

  private Tokens() {}

  /**
   * The current secret and, while it is still taken, the one before it.
   *
   * @throws IllegalArgumentException when one is blank
   */
  static List<Secret> live(Secret current, Optional<Secret> previous) {
    List<Secret> live = Stream.concat(Stream.of(current), previous.stream()).toList();
    if (live.stream().anyMatch(secret -> secret.reveal().isBlank())) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    return live;
  }

  /**
   * The same, where the operator makes the secrets up.
   *
   * @param form what they must look like
   * @param words the same for people
   * @throws IllegalArgumentException when one does not, or is short enough to be guessed
   */
  static List<Secret> live(Secret current, Optional<Secret> previous, Pattern form, String words) {
    List<Secret> live = live(current, previous);
    if (!live.stream().allMatch(secret -> form.matcher(secret.reveal()).matches())) {
      throw new IllegalArgumentException("a secret must have 16 to 200 characters" + words);
    }
    return live;
  }

  /** Compares with all of them, in a time that tells neither which one matched nor how far. */
  static boolean isOneOf(List<byte[]> expected, String presented) {
    byte[] candidate = presented.getBytes(UTF_8);
    boolean known = false;
    for (byte[] one : expected) {
      known |= MessageDigest.isEqual(one, candidate);
    }
    return known;
  }
}
