// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A spool for tests: syncs when it is told to, and can be full. */
public final class MemorySpool implements Spool {

  public final TreeMap<Long, SpoolRecord> records = new TreeMap<>();
  public final List<SpoolRecord> aside = new ArrayList<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean full;

  /** Writes what waits, in its order. */
  public void sync() {
    for (Runnable write = waiting.poll(); write != null; write = waiting.poll()) {
      write.run();
    }
  }

  /** From now on nothing is taken, or is again. */
  public void full(boolean now) {
    full = now;
  }

  @Override
  public CompletableFuture<Void> append(SpoolRecord record) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    waiting.add(
        () -> {
          if (full) {
            written.completeExceptionally(new SpoolException("full"));
          } else {
            records.put(record.sequence(), record);
            written.complete(null);
          }
        });
    return written;
  }

  @Override
  public CompletableFuture<Void> setAside(SpoolRecord record, String reason) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    waiting.add(
        () -> {
          records.remove(record.sequence());
          aside.add(record);
          written.complete(null);
        });
    return written;
  }

  @Override
  public void delete(long sequence) {
    waiting.add(() -> records.remove(sequence));
  }

  @Override
  public CompletableFuture<List<SpoolRecord>> read(long after, int limit) {
    sync();
    return CompletableFuture.completedFuture(
        records.tailMap(after, false).values().stream().limit(limit).toList());
  }
}
