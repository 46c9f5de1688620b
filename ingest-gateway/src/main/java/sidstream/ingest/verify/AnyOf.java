// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what at least one of its parts takes; else the first one says why not. */
public final class AnyOf implements Verifier {

  private final List<Verifier> parts;

  /**
   * @param parts in the order in which they are asked; at least one
   */
  public AnyOf(List<Verifier> parts) {
    this.parts = Parts.checked(parts);
  }

  @Override
  public Verdict verify(Attempt attempt) {
    Verdict first = parts.get(0).verify(attempt);
    Verdict verdict = first;
    for (int i = 1; i < parts.size() && verdict instanceof Verdict.Refused; i++) {
      verdict = parts.get(i).verify(attempt);
    }
    return verdict instanceof Verdict.Accepted ? verdict : first;
  }

  @Override
  public boolean needsBody() {
    return Parts.needBody(parts);
  }

  @Override
  public Verdict.@Nullable Refused refusedEarly(Attempt attempt) {
    Verdict.Refused first = parts.get(0).refusedEarly(attempt);
    boolean hopeless =
        first != null
            && parts.stream().skip(1).allMatch(part -> part.refusedEarly(attempt) != null);
    return hopeless ? first : null;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return Parts.arePresented(parts, attempt);
  }
}
