// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

/** Hears, once for each flight, what became of it. Called from any thread, and must not block. */
interface Landing {

  /** Kafka has it. */
  void stored(Flight flight, Receipt.Stored receipt);

  /** This producer will not send it any more; another one may. */
  void failed(Flight flight, Exception why);

  /** Kafka will never take it, whoever sends it. */
  void refused(Flight flight, Exception why);
}
