// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

/** Proof that something is durable. Without one, nobody is told that we have it. */
public sealed interface Receipt {

  /**
   * On all in-sync replicas of the log.
   *
   * @param partition of the topic
   * @param offset in the partition
   */
  record Stored(int partition, long offset) implements Receipt {}

  /**
   * Synced to the spool on this machine's disk, from where it goes to the log, unless it was on its
   * way there already.
   *
   * @param sequence in the spool; grows with the order of arrival
   */
  record Spooled(long sequence) implements Receipt {}
}
