// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

/** Something that waits for a sender, and does not for ever. */
interface Waiting {

  /**
   * Gives up if it has waited long enough.
   *
   * @param now by {@link System#nanoTime}
   */
  void look(long now);

  /** Many of them: ten times as many looks, each at a part of them. */
  interface Many extends Waiting {}
}
