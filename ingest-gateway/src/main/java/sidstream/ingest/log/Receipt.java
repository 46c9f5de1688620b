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
}
