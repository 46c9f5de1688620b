// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Attempt;
import sidstream.ingest.verify.Basic;
import sidstream.ingest.verify.PathSecret;
import sidstream.ingest.verify.StandardWebhooks;
import sidstream.ingest.verify.Twilio;
import sidstream.ingest.verify.Verdict;
import sidstream.ingest.verify.Verifier;

/**
 * Whoever may send: whatever the headers, the query and the body hold, nothing is thrown, and
 * nobody who has no secret is let in. One line of the input per header, the rest is the body.
 */
public final class VerifierTarget {

  private static final Secret SECRET = new Secret("a-secret-that-no-fuzzer-finds-0123456789");
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
  private static final List<String> HEADERS =
      List.of(
          "authorization",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          "x-twilio-signature",
          "content-type");
  private static final List<Verifier> VERIFIERS =
      List.of(
          new PathSecret(SECRET, Optional.empty()),
          new Basic("user", SECRET, Optional.empty()),
          new StandardWebhooks(
              new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
              Optional.empty(),
              Duration.ofMinutes(5)),
          new Twilio("https://hooks.example.com", SECRET, Optional.empty()));

  private VerifierTarget() {}

  /** What a coverage-guided fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    String[] lines = new String(bytes, UTF_8).split("\n", HEADERS.size() + 2);
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < HEADERS.size() && i + 1 < lines.length; i++) {
      headers.put(HEADERS.get(i), List.of(lines[i + 1].split("\t", -1)));
    }
    String target = "/hooks/twilio/call/" + lines[0];
    Attempt attempt =
        new Attempt(
            new Attempt.Target("POST", target, lines[0]),
            headers,
            InetAddress.getLoopbackAddress(),
            NOW,
            ByteBuffer.wrap(lines[lines.length - 1].getBytes(UTF_8)));
    for (Verifier verifier : VERIFIERS) {
      boolean refused = verifier.verify(attempt) instanceof Verdict.Refused;
      Claim.that(refused, verifier.getClass().getSimpleName() + " lets a stranger in");
    }
  }
}
