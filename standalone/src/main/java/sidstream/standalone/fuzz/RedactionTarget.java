// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Redaction;

/**
 * What is taken out before anything is published: the live secret is not in what is left, however
 * often that is decoded.
 *
 * <p>Secrets of other URLs are no part of the claim: in a JSON value without quotes each one taken
 * out can move the value's end, and what is outside of it then stays as it came.
 */
public final class RedactionTarget {

  /** Short, so that the fuzzer finds it; the corpus has it in every encoding. */
  static final String SECRET = "s3cret~-";

  private static final int ROUNDS = 4;
  private static final int HEXADECIMAL = 16;
  private static final Pattern ENCODED =
      Pattern.compile("%([0-9a-fA-F]{2})|\\\\u([0-9a-fA-F]{4})|\\\\([\"\\\\/])");

  private static final Redaction REDACTION = new Redaction(List.of(new Secret(SECRET)));

  private RedactionTarget() {}

  /** What a coverage-guided fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    String left = new String(REDACTION.bytes(bytes), ISO_8859_1);
    for (int round = 0; round <= ROUNDS; round++) {
      Claim.that(!left.contains(SECRET), "the secret is still there");
      left = decoded(left);
    }
  }

  /** One level of percent-encoding and of JSON's escapes less. */
  private static String decoded(String text) {
    return ENCODED
        .matcher(text)
        .replaceAll(
            found -> {
              String hex = found.group(1) == null ? found.group(2) : found.group(1);
              String character =
                  hex == null
                      ? found.group(3)
                      : String.valueOf((char) Integer.parseInt(hex, HEXADECIMAL));
              return Matcher.quoteReplacement(character);
            });
  }
}
