// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.spool.Inbox.Write;

/**
 * Changes the database, a transaction at a time, and remembers what it could not do: what Kafka has
 * is never read again, even while a full disk refuses to forget it. Used by one thread.
 */
final class SpoolWriter {

  private static final int MOST_DELETIONS = 2_000;
  private static final int FEW_DELETIONS = 50; // need little room in the log
  private static final int MOST_ASIDE_LATER = 100;

  private final SpoolFile file;
  private final Reserve reserve;
  private final Meters meters;
  private final Set<Long> gone = new LinkedHashSet<>();
  private final Map<Long, Write> asideLater = new LinkedHashMap<>();
  private long count;
  private long countSetAside;

  SpoolWriter(SpoolFile file, Reserve reserve, Meters meters) throws SQLException {
    this.file = file;
    this.reserve = reserve;
    this.meters = meters;
    count = file.count();
    countSetAside = file.countSetAside();
  }

  long count() {
    return count;
  }

  long countSetAside() {
    return countSetAside;
  }

  SpoolLevel level() throws SQLException {
    return new SpoolLevel(count, countSetAside, file.bytesInUse(), file.oldest());
  }

  /** These are to be deleted, by and by. */
  void forget(Collection<Long> sequences) {
    gone.addAll(sequences);
  }

  /** Whether a record that is still in the database no longer waits. */
  boolean hides(long sequence) {
    return gone.contains(sequence) || asideLater.containsKey(sequence);
  }

  /** Remembers those that were to be set aside and could not. */
  void setAsideLater(List<Write> refused) {
    for (Write write : refused) {
      if (write.asideBecause() != null && asideLater.size() < MOST_ASIDE_LATER) {
        asideLater.put(write.record().sequence(), write);
      }
    }
  }

  /** Takes the reserve back, once nothing needs it. */
  void reserve() {
    if (gone.isEmpty()) {
      reserve.take();
    }
  }

  void deleteRest() throws SQLException {
    while (!gone.isEmpty()) {
      write(List.of());
    }
  }

  /** Tries twice: when the disk is full, there may be room in what the spool itself holds. */
  void write(List<Write> writes) throws SQLException {
    try {
      transaction(writes, MOST_DELETIONS);
    } catch (SQLException e) {
      file.rollback();
      if (SpoolFile.isCorrupt(e) || !makesRoom(writes.isEmpty())) {
        throw e;
      }
      retry(writes);
    }
  }

  private void retry(List<Write> writes) throws SQLException {
    try {
      transaction(writes, FEW_DELETIONS);
    } catch (SQLException e) {
      file.rollback();
      throw e;
    }
  }

  /**
   * Empties the log, which the next transaction fills.
   *
   * @param deleting the reserve is for deletions only: new records would use it up
   */
  private boolean makesRoom(boolean deleting) {
    try {
      return file.checkpoint();
    } catch (SQLException e) {
      return deleting && reserve.release() && makesRoom(false);
    }
  }

  /** Deletes some of what is gone on the way, also what an earlier one could not delete. */
  private void transaction(List<Write> writes, int mostDeletions) throws SQLException {
    int inserted = 0;
    int aside = 0;
    int moved = 0; // set aside, and no longer among those that wait
    int drained = 0;
    List<Write> all = new ArrayList<>(asideLater.values());
    all.addAll(writes);
    file.begin();
    for (Write write : all) {
      String reason = write.asideBecause();
      if (reason == null) {
        file.insert(write.record());
        inserted++;
      } else {
        moved += file.setAside(write.record(), reason);
        aside++;
      }
    }
    List<Long> deletions = gone.stream().limit(mostDeletions).toList();
    for (long sequence : deletions) {
      drained += file.delete(sequence);
    }
    file.commit();
    deletions.forEach(gone::remove);
    asideLater.clear();
    count += inserted - moved - drained;
    countSetAside += aside;
    meters.count(Meter.SPOOL_WRITTEN, inserted + aside - moved);
    meters.count(Meter.SPOOL_DRAINED, drained);
    meters.count(Meter.SPOOL_SET_ASIDE, aside);
  }
}
