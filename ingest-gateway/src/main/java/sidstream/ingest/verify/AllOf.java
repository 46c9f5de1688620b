// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what every one of its parts takes; the first that refuses says why. */
public final class AllOf implements Verifier {

  private final List<Verifier> parts;

  /**
   * @param parts in the order in which they are asked; at least one
   */
  public AllOf(List<Verifier> parts) {
    this.parts = Parts.checked(parts);
  }

  @Override
  public Verdict verify(Attempt attempt) {
    Verdict verdict = new Verdict.Accepted();
    for (int i = 0; i < parts.size() && verdict instanceof Verdict.Accepted; i++) {
      verdict = parts.get(i).verify(attempt);
    }
    return verdict;
  }

  @Override
  public boolean needsBody() {
    return Parts.needBody(parts);
  }

  @Override
  public Verdict.@Nullable Refused refusedEarly(Attempt attempt) {
    for (Verifier part : parts) {
      Verdict.Refused refused = part.refusedEarly(attempt);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return Parts.arePresented(parts, attempt);
  }
}
