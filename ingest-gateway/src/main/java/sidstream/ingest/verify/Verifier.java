// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

/**
 * One way to tell who sends. Pure and thread-safe; fails closed: what it cannot tell it refuses.
 * Never throws, whatever the attempt holds, and takes the same time for every wrong secret.
 */
public interface Verifier {

  Verdict verify(Attempt attempt);

  /** Whether it looks at the body: it is asked after the body is there, else before. */
  default boolean needsBody() {
    return false;
  }
}
