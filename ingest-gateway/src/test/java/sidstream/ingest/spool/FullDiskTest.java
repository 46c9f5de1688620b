// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.ops.Meters;

/** On a file system of 8 MiB of its own. */
class FullDiskTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int OTHERS_BYTES = 4 << 20;

  @TempDir private Path disk;
  private SpoolStore store;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0,
        "a file system can be mounted: needs root");
    store = new SpoolStore(disk.resolve("spool"), 1 << 30, new Meters(new SimpleMeterRegistry()));
    store.open(List.of());
  }

  @AfterEach
  void unmount() throws Exception {
    if (store != null) {
      store.close();
      run("umount", disk.toString());
    }
  }

  @Test
  void itRefusesWhileOthersFillTheDiskAndTakesAgainWhenTheyGo() throws Exception {
    Path others = Files.write(disk.resolve("others"), new byte[OTHERS_BYTES]);
    long refused = appendUntilRefused(1);
    assertThat(store.fault()).isPresent();
    assertThat(store.read(0, 1)).succeedsWithin(PATIENCE);
    Files.delete(others);
    await().atMost(PATIENCE).until(() -> store.fault().isEmpty());
    assertThat(store.append(SpoolChild.record(refused))).succeedsWithin(PATIENCE);
    assertThat(allSequences()).containsAll(LongStream.range(1, refused).boxed().toList());
  }

  @Tag("slow")
  @Test
  void aSpoolThatFilledTheDiskItselfDrainsAndTakesAgain() {
    long refused = appendUntilRefused(1);
    LongStream.range(1, refused).forEach(store::delete);
    assertThat(store.read(0, 10).join()).isEmpty();
    await().atMost(PATIENCE).until(() -> store.level().records() == 0);
    await().atMost(PATIENCE).until(() -> store.fault().isEmpty());
    assertThat(appendUntilRefused(refused)).isGreaterThan(refused + 1_000);
  }

  private long appendUntilRefused(long from) {
    long sequence = from;
    while (!store.append(SpoolChild.record(sequence)).handle((done, e) -> e != null).join()) {
      sequence++;
    }
    return sequence;
  }

  private List<Long> allSequences() {
    return store.read(0, 100_000).join().stream().map(SpoolRecord::sequence).toList();
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
