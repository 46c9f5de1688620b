// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import org.jspecify.annotations.Nullable;

/**
 * A check that need not apply: what is presented must be right, but nothing need be. For a
 * signature that a provider may begin to send. It keeps nobody out, and so is part of an {@link
 * AllOf} only.
 */
public final class IfPresent implements Verifier {

  private final Verifier verifier;

  public IfPresent(Verifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Verdict verify(Attempt attempt) {
    return verifier.isPresented(attempt) ? verifier.verify(attempt) : new Verdict.Accepted();
  }

  @Override
  public boolean needsBody() {
    return verifier.needsBody();
  }

  @Override
  public Verdict.@Nullable Refused refusedEarly(Attempt attempt) {
    return verifier.isPresented(attempt) ? verifier.refusedEarly(attempt) : null;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return verifier.isPresented(attempt);
  }
}
