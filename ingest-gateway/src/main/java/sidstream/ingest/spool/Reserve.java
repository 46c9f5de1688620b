// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of zeros that holds disk space for the day when there is none: even a deletion needs room,
 * in the write-ahead log. It is given up when deletions fail, and taken back when there is space.
 */
final class Reserve {

  private static final Logger log = LoggerFactory.getLogger(Reserve.class);
  private static final long LARGEST = 16 * 1024 * 1024;
  private static final int SHARE = 16;
  private static final int SHARE_OF_FREE = 8;
  private static final int CHUNK = 64 * 1024;

  private final Path directory;
  private final Path file;
  private final long maxBytes;

  /**
   * @param maxBytes of the spool
   */
  Reserve(Path directory, long maxBytes) {
    this.directory = directory;
    this.file = directory.resolve("reserve");
    this.maxBytes = maxBytes;
  }

  /** Takes the space where it is not taken yet: a small part of what is free. */
  void take() {
    if (Files.exists(file)) {
      return;
    }
    long free = directory.toFile().getUsableSpace();
    long bytes = Math.min(Math.min(LARGEST, maxBytes / SHARE), free / SHARE_OF_FREE);
    try {
      if (bytes >= CHUNK) {
        fill(bytes);
      }
    } catch (IOException e) {
      log.atWarn().addKeyValue("cause", e.toString()).log("no space is reserved for the spool");
      release();
    }
  }

  /** Gives the space back; returns whether there was any. */
  boolean release() {
    try {
      boolean released = Files.deleteIfExists(file);
      if (released) {
        log.warn("the disk is full: the spool gives up its reserve to write what it must");
      }
      return released;
    } catch (IOException e) {
      return false;
    }
  }

  private void fill(long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= CHUNK) {
        channel.write(ByteBuffer.allocate((int) Math.min(CHUNK, left)));
      }
      channel.force(true);
    }
  }
}
