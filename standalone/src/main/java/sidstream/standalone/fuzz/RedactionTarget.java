// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Redaction;

/**
 * What is taken out before anything is published: the live secret is not in what is left, and what
 * is left stays as it is when it is looked at again.
 */
public final class RedactionTarget {

  /** Short, so that the fuzzer finds it; the corpus has it in every encoding. */
  static final String SECRET = "s3cret~-";

  private static final Redaction REDACTION = new Redaction(List.of(new Secret(SECRET)));

  private RedactionTarget() {}

  /** What a coverage-guided fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    byte[] once = REDACTION.bytes(bytes);
    Claim.that(!new String(once, ISO_8859_1).contains(SECRET), "the secret is still there");
    Claim.that(Arrays.equals(REDACTION.bytes(once), once), "a second look finds more");
  }
}
