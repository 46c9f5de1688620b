// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import sidstream.chassis.run.DirectoryLock;
import sidstream.chassis.run.StartException;

/**
 * Everything the one-command run keeps. One run at a time owns it; its secrets are made on first
 * use and readable by the owner only.
 */
final class DataDirectory implements AutoCloseable {

  private static final int SECRET_BYTES = 24;

  private final Path root;
  private final DirectoryLock lock;

  private DataDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes the directory where it is missing and takes it.
   *
   * @throws StartException when it cannot be written or another run has it
   */
  static DataDirectory take(Path root) {
    Path directory = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.take(directory).orElseThrow(() -> inUse(directory));
      return new DataDirectory(directory, lock);
    } catch (IOException e) {
      throw new StartException("the data directory " + directory + " cannot be written: " + e, e);
    }
  }

  private static StartException inUse(Path directory) {
    return new StartException(
        "the data directory " + directory + " is in use by another sidstream");
  }

  Path broker() {
    return root.resolve("broker");
  }

  Path state() {
    return root.resolve("state");
  }

  Path spool() {
    return root.resolve("spool");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path endpoints() {
    return root.resolve("endpoints.json");
  }

  Path root() {
    return root;
  }

  /**
   * The secret of that name; made from 24 random bytes where there is none yet.
   *
   * @throws StartException when it cannot be kept
   */
  String secret(String name) {
    Path file = root.resolve("secrets").resolve(name);
    try {
      if (Files.notExists(file)) {
        keep(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartException("the secret " + file + " cannot be kept: " + e, e);
    }
  }

  private static void keep(Path file) throws IOException {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        file, Base64.getUrlEncoder().withoutPadding().encodeToString(random).getBytes(UTF_8));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
