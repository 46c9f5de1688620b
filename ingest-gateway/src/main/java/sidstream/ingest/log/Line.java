// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

/**
 * A way to Kafka: one producer, from its opening to its end. It keeps the order of what it is given
 * per key, and sooner or later says of every flight, once, what became of it.
 */
interface Line {

  /** Never blocks. The gate hears of the outcome, perhaps before this returns. */
  void send(Flight flight);

  /** Whether it still takes anything; once it does not, it never will again. */
  boolean works();
}
