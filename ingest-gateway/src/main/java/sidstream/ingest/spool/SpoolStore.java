// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.chassis.run.StartException;
import sidstream.ingest.spool.Inbox.Work;
import sidstream.ingest.spool.Inbox.Write;

/**
 * Records on this machine's disk, in a SQLite database that an operator can look into. What {@link
 * #append} has completed survives {@code kill -9} and a power cut; appends that come together share
 * one sync. Bounded: what does not fit is refused, and taken again when there is room.
 *
 * <p>One thread does all work on the database, in the order in which it was asked. A database that
 * turns out to be corrupt is set aside, never deleted, and an empty one is begun.
 */
public final class SpoolStore implements Spool, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SpoolStore.class);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final int PROBE_BYTES = 64 * 1024;
  private static final int SHRINK_PAGES = 2_000;

  private final Path path;
  private final long maxBytes;
  private final Meters meters;
  private final Inbox inbox = new Inbox();
  private final Thread thread = new Thread(this::run, "spool");

  // of the thread only, once it runs
  private List<Schema> schemas = List.of();
  private @Nullable SpoolDirectory directory;
  private @Nullable SpoolFile file;
  private @Nullable SpoolWriter writer;
  private long lastTick;
  private boolean mayShrink;

  private volatile List<String> knownSchemas = List.of();
  private volatile long lastSequence;
  private volatile SpoolLevel level = SpoolLevel.EMPTY;
  private volatile @Nullable String fault = "not open";

  /**
   * @param path directory of its own
   * @param maxBytes on disk, all told
   */
  public SpoolStore(Path path, long maxBytes, Meters meters) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.meters = meters;
    thread.setDaemon(true);
  }

  /**
   * Opens it, with whatever an earlier process left.
   *
   * @param written schemas of the values that will be appended; kept beside them
   * @throws StartException when the directory cannot be written or is another process's
   */
  public void open(List<Schema> written) {
    schemas = List.copyOf(written);
    SpoolDirectory taken = SpoolDirectory.take(path);
    directory = taken;
    try {
      openFile();
    } catch (SQLException | IOException e) {
      taken.close();
      throw new StartException(
          "the spool in %s (%s) cannot be opened: %s"
              .formatted(path, SpoolDirectory.SETTING, e.getMessage()),
          e);
    }
    writer().reserve();
    fault = null;
    gauge();
    thread.start();
  }

  /** Hears of a bug that ends it; before {@link #open}. */
  public void onCrash(Consumer<? super Throwable> crash) {
    thread.setUncaughtExceptionHandler((its, bug) -> crash.accept(bug));
  }

  /** The highest sequence that was in use when it was opened; 0 for none. */
  public long lastSequence() {
    return lastSequence;
  }

  /** JSON of the schemas of everything that may be in here. */
  public List<String> schemas() {
    return knownSchemas;
  }

  public SpoolLevel level() {
    return level;
  }

  /** Why it takes nothing now, if so. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public CompletableFuture<Void> append(SpoolRecord record) {
    return add(new Write(record, null, new CompletableFuture<>()));
  }

  @Override
  public CompletableFuture<Void> setAside(SpoolRecord record, String reason) {
    log.atError()
        .addKeyValue("receipt", record.receiptId())
        .addKeyValue("sequence", record.sequence())
        .addKeyValue("reason", reason)
        .log("a record is set aside: Kafka will never take it");
    return add(new Write(record, reason, new CompletableFuture<>()));
  }

  @Override
  public void delete(long sequence) {
    inbox.delete(sequence);
  }

  @Override
  public CompletableFuture<List<SpoolRecord>> read(long after, int limit) {
    CompletableFuture<List<SpoolRecord>> answer = new CompletableFuture<>();
    ask(after, limit, answer);
    return answer;
  }

  /** Does what it was asked to, writes the log into the database, and ends. */
  @Override
  public void close() {
    inbox.close();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fault = "closed";
  }

  private CompletableFuture<Void> add(Write write) {
    try {
      inbox.add(write);
    } catch (SpoolException e) {
      write.written().completeExceptionally(e);
    }
    return write.written();
  }

  private void gauge() {
    meters.gauge(Meter.SPOOL_RECORDS, () -> level.records());
    meters.gauge(Meter.SPOOL_BYTES, () -> level.bytes());
    meters.gauge(Meter.SPOOL_AGE_SECONDS, () -> level.age(Instant.now()).toSeconds());
  }

  private void run() {
    try {
      for (Work work = inbox.take(TICK_NANOS); work != null; work = inbox.take(TICK_NANOS)) {
        writer().forget(work.deletions());
        perform(work);
        work.questions().forEach(Runnable::run);
        tick(work);
      }
      opened().checkpoint();
    } catch (SQLException e) {
      log.atWarn().addKeyValue("cause", e.getMessage()).log("the spool's log was left as it is");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeFile();
      Objects.requireNonNull(directory).close();
    }
  }

  private SpoolFile opened() {
    return Objects.requireNonNull(file, "not open");
  }

  private SpoolWriter writer() {
    return Objects.requireNonNull(writer, "not open");
  }

  private void perform(Work work) {
    if (!work.writes().isEmpty() && opened().logIsTooLong()) {
      refuse(work.writes(), new SpoolException("somebody reads the spool and holds its log back"));
      work = new Work(List.of(), work.deletions(), List.of());
    }
    if (!work.changesSomething()) {
      return;
    }
    try {
      writer().write(work.writes());
      recovered();
      level = level.counting(writer().count(), writer().countSetAside());
      work.writes().forEach(write -> write.written().complete(null));
    } catch (SQLException e) {
      failed(e);
      refuse(work.writes(), new SpoolException("the spool takes nothing: " + e.getMessage(), e));
    }
    deleteRest();
  }

  /** What could not be deleted together with new records may be deleted without them. */
  private void deleteRest() {
    try {
      writer().deleteRest();
    } catch (SQLException e) {
      failed(e);
    }
  }

  private void refuse(List<Write> writes, SpoolException why) {
    meters.count(Meter.SPOOL_REFUSED, writes.size());
    writer().setAsideLater(writes);
    writes.forEach(write -> write.written().completeExceptionally(why));
  }

  private void failed(SQLException e) {
    if (fault == null) {
      log.atError().addKeyValue("cause", e.getMessage()).log("the spool takes no records");
    }
    fault = "the spool takes nothing: " + e.getMessage();
    if (SpoolFile.isCorrupt(e)) {
      beginAnew(e);
    }
  }

  private void recovered() {
    if (fault != null) {
      log.info("the spool takes records again");
      fault = null;
    }
  }

  private void ask(long after, int limit, CompletableFuture<List<SpoolRecord>> answer) {
    if (!inbox.ask(() -> read(after, limit, answer))) {
      answer.completeExceptionally(new SpoolException("the spool is closed"));
    }
  }

  /** A page of which nothing is left is not the end: what waits meanwhile is written first. */
  private void read(long after, int limit, CompletableFuture<List<SpoolRecord>> answer) {
    try {
      SpoolFile.Page page = opened().read(after, limit, writer()::hides);
      if (page.sound().isEmpty() && page.last() > after) {
        ask(page.last(), limit, answer);
      } else {
        answer.complete(page.sound());
      }
      perform(
          new Work(page.damaged().stream().map(SpoolStore::aside).toList(), List.of(), List.of()));
    } catch (SQLException e) {
      answer.completeExceptionally(new SpoolException("the spool cannot be read", e));
      failed(e);
    }
  }

  private static Write aside(SpoolRecord record) {
    String why = "the checksum is wrong";
    log.atError()
        .addKeyValue("sequence", record.sequence())
        .addKeyValue("reason", why)
        .log("a record of the spool is damaged and set aside");
    return new Write(record, why, new CompletableFuture<>());
  }

  /** House-keeping, once a second. */
  private void tick(Work work) {
    if (System.nanoTime() - lastTick < TICK_NANOS && lastTick != 0) {
      return;
    }
    lastTick = System.nanoTime();
    try {
      if (fault != null) {
        opened().probe(PROBE_BYTES);
        writer().deleteRest();
        recovered();
      }
      if (fault == null) {
        writer().reserve();
      }
      if (work.changesSomething()) {
        mayShrink = true;
      } else if (mayShrink && level.records() == 0) {
        mayShrink = opened().shrink(SHRINK_PAGES);
        opened().checkpoint();
      }
      level = writer().level();
    } catch (SQLException e) {
      failed(e);
    }
  }

  private void beginAnew(SQLException why) {
    closeFile();
    try {
      if (directory != null) {
        directory.setAside(why);
      }
      openFile();
      recovered();
    } catch (SQLException | IOException e) {
      fault = "the spool is corrupt, and no other can be begun: " + e.getMessage();
    }
  }

  private void openFile() throws SQLException, IOException {
    SpoolDirectory place = Objects.requireNonNull(directory);
    try {
      file = SpoolFile.open(place.database(), maxBytes);
    } catch (SQLException e) {
      if (!SpoolFile.isCorrupt(e)) {
        throw e;
      }
      place.setAside(e);
      file = SpoolFile.open(place.database(), maxBytes);
    }
    file.keepSchemas(schemas);
    knownSchemas = file.schemas();
    writer = new SpoolWriter(file, new Reserve(place.root(), maxBytes), meters);
    lastSequence = Math.max(lastSequence, file.lastSequence());
    level = writer.level();
  }

  private void closeFile() {
    try {
      opened().close();
    } catch (SQLException e) {
      log.atWarn().addKeyValue("cause", e.getMessage()).log("the spool did not close cleanly");
    }
  }
}
