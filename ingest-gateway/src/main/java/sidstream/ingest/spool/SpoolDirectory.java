// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.run.DirectoryLock;
import sidstream.chassis.run.StartException;

/** Where a spool lives. One process at a time owns it; only its user may read what is in it. */
final class SpoolDirectory implements AutoCloseable {

  static final String SETTING = "sidstream.spool.directory";

  private static final Logger log = LoggerFactory.getLogger(SpoolDirectory.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);
  private static final String[] PARTS = {"", "-wal", "-shm"};

  private final Path root;
  private final DirectoryLock lock;

  private SpoolDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes the directory where it is missing and takes it.
   *
   * @throws StartException when it cannot be written, or another process has it
   */
  static SpoolDirectory take(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root, ownersOnly("rwx------"));
      DirectoryLock lock = DirectoryLock.take(root).orElseThrow(() -> inUse(root));
      SpoolDirectory taken = new SpoolDirectory(root, lock);
      taken.createDatabase();
      return taken;
    } catch (IOException e) {
      throw new StartException(
          "the directory %s (%s) cannot be written: %s".formatted(root, SETTING, e), e);
    }
  }

  private static StartException inUse(Path root) {
    return new StartException(
        "the spool in %s (%s) is in use by another gateway: each needs its own"
            .formatted(root, SETTING));
  }

  Path database() {
    return root.resolve("spool.db");
  }

  Path root() {
    return root;
  }

  /** Moves a database that cannot be used out of the way, and begins an empty one. */
  void setAside(Exception why) throws IOException {
    String suffix = ".corrupt-" + STAMP.format(Instant.now());
    Path target = root.resolve("spool.db" + suffix);
    for (String part : PARTS) {
      Path file = root.resolve("spool.db" + part);
      if (Files.exists(file)) {
        Files.move(file, root.resolve("spool.db" + suffix + part));
      }
    }
    createDatabase();
    log.atError()
        .addKeyValue("file", target)
        .addKeyValue("cause", why.getMessage())
        .log("the spool is corrupt and was set aside; an empty one is begun");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      log.atWarn().addKeyValue("cause", e.toString()).log("the spool's lock was not given back");
    }
  }

  /** Before SQLite does, which would let others read it. */
  private void createDatabase() throws IOException {
    try {
      Files.createFile(database(), ownersOnly("rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isWritable(database())) {
        throw e;
      }
    }
  }

  private static FileAttribute<?>[] ownersOnly(String permissions) {
    boolean posix =
        java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
