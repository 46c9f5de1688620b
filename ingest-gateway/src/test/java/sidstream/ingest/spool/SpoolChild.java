// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import sidstream.chassis.ops.Meters;

/** A process that appends without end and prints each sequence that is synced, until killed. */
final class SpoolChild {

  private SpoolChild() {}

  public static void main(String[] args) throws InterruptedException {
    SpoolStore store =
        new SpoolStore(Path.of(args[0]), 64 << 20, new Meters(new SimpleMeterRegistry()));
    store.open(List.of());
    for (long i = store.lastSequence() + 1; ; i++) {
      long sequence = i;
      var unused =
          store
              .append(record(sequence))
              .thenRun(
                  () -> {
                    System.out.println(sequence);
                    System.out.flush();
                  });
      if (sequence % 50 == 0) {
        unused.join();
      }
    }
  }

  static SpoolRecord record(long sequence) {
    byte[] value = new byte[500];
    java.util.Arrays.fill(value, (byte) sequence);
    String id = "receipt-" + sequence;
    return new SpoolRecord(
        sequence,
        "Event",
        "sid-" + sequence,
        id,
        Instant.ofEpochMilli(1_000 + sequence),
        ByteBuffer.wrap(value));
  }
}
