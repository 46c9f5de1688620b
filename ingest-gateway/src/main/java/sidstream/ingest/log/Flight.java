// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.concurrent.CompletableFuture;
import sidstream.ingest.spool.SpoolRecord;

/** One record on its way to Kafka, to the spool, or to both. Its state belongs to the gate. */
final class Flight {

  final SpoolRecord record;

  /** When it arrived, in nanoseconds of the caller's clock. */
  final long since;

  final CompletableFuture<Receipt> receipt = new CompletableFuture<>();

  /** The producer has it, and has not said what became of it. */
  boolean flying;

  /** The spool has it, or is about to. */
  boolean spooled;

  Flight(SpoolRecord record, long since) {
    this.record = record;
    this.since = since;
  }
}
