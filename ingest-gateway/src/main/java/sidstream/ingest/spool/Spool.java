// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps records until Kafka has them. Safe for use by many threads, and never makes one of them
 * wait; what it is asked it does in the order in which it was asked. Failures are {@link
 * SpoolException}.
 */
public interface Spool {

  /** Completes when the record is synced to disk. */
  CompletableFuture<Void> append(SpoolRecord record);

  /** Keeps a record apart that Kafka will never take; it need not be in here yet. */
  CompletableFuture<Void> setAside(SpoolRecord record, String reason);

  /**
   * The record need not be kept any longer. It is not read again from now on, even if the disk
   * refuses to forget it yet.
   */
  void delete(long sequence);

  /**
   * The next records in the order of their sequences, behind everything that was appended before
   * this call; none at the end only. Damaged ones are set aside on the way.
   */
  CompletableFuture<List<SpoolRecord>> read(long after, int limit);
}
