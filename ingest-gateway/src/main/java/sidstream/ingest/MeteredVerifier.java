// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import org.jspecify.annotations.Nullable;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.verify.Attempt;
import sidstream.ingest.verify.Verdict;
import sidstream.ingest.verify.Verifier;

/**
 * Counts what became of signatures: verified, refused, or not there at all, so that an operator
 * sees whether a provider signs before requiring it.
 */
final class MeteredVerifier implements Verifier {

  private final String source;
  private final String name;
  private final Verifier verifier;
  private final Meters meters;

  /**
   * @param source whose webhooks it looks at
   * @param name of the verifier in the settings
   */
  MeteredVerifier(String source, String name, Verifier verifier, Meters meters) {
    this.source = source;
    this.name = name;
    this.verifier = verifier;
    this.meters = meters;
  }

  @Override
  public Verdict verify(Attempt attempt) {
    Verdict verdict = verifier.verify(attempt);
    if (verifier.isPresented(attempt)) {
      count(verdict instanceof Verdict.Accepted ? "verified" : "refused");
    } else {
      count("absent");
    }
    return verdict;
  }

  @Override
  public boolean needsBody() {
    return verifier.needsBody();
  }

  @Override
  public Verdict.@Nullable Refused refusedEarly(Attempt attempt) {
    return verifier.refusedEarly(attempt);
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return verifier.isPresented(attempt);
  }

  private void count(String result) {
    meters.count(Meter.SIGNATURES, source, name, result);
  }
}
