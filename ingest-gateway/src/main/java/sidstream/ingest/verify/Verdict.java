// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

/** Whether a request comes from whom it says. */
public sealed interface Verdict {

  /** It does. */
  record Accepted() implements Verdict {}

  /**
   * It does not, or nobody can tell.
   *
   * @param why for operators; holds nothing of the request
   */
  record Refused(String why) implements Verdict {}
}
