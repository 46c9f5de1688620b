// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

/** Whether a request comes from whom it says. */
public sealed interface Verdict {

  /** It does. */
  record Accepted() implements Verdict {}

  /**
   * It does not, or nobody can tell.
   *
   * @param ground what the sender is told
   * @param why for operators; holds nothing of the request
   */
  record Refused(Ground ground, String why) implements Verdict {}

  /** On what ground. */
  enum Ground {
    /** No or wrong credentials, or a wrong signature. */
    CREDENTIALS,
    /** Whoever it is, nothing is taken from there. */
    ADDRESS
  }
}
