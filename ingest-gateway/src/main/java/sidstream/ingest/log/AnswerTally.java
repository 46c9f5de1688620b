// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.time.Instant;

/**
 * Counts the answers given and the webhooks accepted, for the gateway's minute-by-minute report.
 * Cheap enough for every request, from any thread: nobody waits, nothing is allocated once a status
 * has been seen.
 */
public interface AnswerTally {

  /** Counts nothing: for tests and for the warm-up. */
  AnswerTally NONE =
      new AnswerTally() {
        @Override
        public void answered(String source, String feed, int status) {}

        @Override
        public void accepted(String source, Instant receivedAt, int webhooks, int quarantined) {}
      };

  /**
   * A sender was answered.
   *
   * @param source as configured, or one word for all that are not
   * @param feed of the source, or one word for all that it does not have
   * @param status of the HTTP answer
   */
  void answered(String source, String feed, int status);

  /**
   * There are receipts for what came with one request, in time or late.
   *
   * @param source as configured
   * @param receivedAt as on the webhooks
   * @param webhooks how many are on the log or in the spool
   * @param quarantined how many could not be read and are kept raw
   */
  void accepted(String source, Instant receivedAt, int webhooks, int quarantined);
}
