// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

/**
 * Counts the answers given, for the gateway's minute-by-minute report. Cheap enough for every
 * request, from any thread: nobody waits, nothing is allocated once a status has been seen.
 */
public interface AnswerTally {

  /** Counts nothing: for tests and for the warm-up. */
  AnswerTally NONE = (source, feed, status) -> {};

  /**
   * A sender was answered.
   *
   * @param source as configured, or one word for all that are not
   * @param feed of the source, or one word for all that it does not have
   * @param status of the HTTP answer
   */
  void answered(String source, String feed, int status);
}
