// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import org.jspecify.annotations.Nullable;

/**
 * One way to tell who sends. Pure and thread-safe; fails closed: what it cannot tell it refuses.
 * Never throws, whatever the attempt holds, and takes the same time for every wrong secret.
 */
public interface Verifier {

  Verdict verify(Attempt attempt);

  /**
   * Whether it looks at the body: {@link #verify} is asked after the body is there, else before.
   */
  default boolean needsBody() {
    return false;
  }

  /**
   * What can be refused before the body is read. Null says nothing: {@link #verify} decides.
   *
   * @param attempt with an empty body
   */
  default Verdict.@Nullable Refused refusedEarly(Attempt attempt) {
    return !needsBody() && verify(attempt) instanceof Verdict.Refused refused ? refused : null;
  }

  /**
   * Whether the attempt carries what this one looks at, right or wrong: a check that is optional
   * asks only then.
   */
  default boolean isPresented(Attempt attempt) {
    return true;
  }
}
