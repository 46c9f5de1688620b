// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.ops.Meters;
import sidstream.chassis.run.StartException;

class SpoolStoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LARGE = 64 << 20;

  @TempDir private Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<SpoolStore> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SpoolStore::close);
  }

  @Test
  void whatIsAppendedIsReadInOrderAlsoAfterTheNextStart() {
    SpoolStore store = open(LARGE);
    append(store, 1, 1_500);
    assertThat(sequences(store.read(0, 2_000))).containsExactlyElementsOf(oneTo(1_500));
    store.close();
    SpoolStore next = open(LARGE);
    assertThat(next.lastSequence()).isEqualTo(1_500);
    assertThat(next.level().records()).isEqualTo(1_500);
    List<SpoolRecord> page = next.read(700, 10).join();
    assertThat(page).hasSize(10);
    assertThat(page.get(0)).isEqualTo(SpoolChild.record(701));
  }

  @Test
  void appendsCompleteInTheirOrder() {
    SpoolStore store = open(LARGE);
    List<Long> completed = new ArrayList<>(); // by the store's one thread
    List<CompletableFuture<Void>> writes =
        LongStream.rangeClosed(1, 1_000)
            .mapToObj(i -> store.append(SpoolChild.record(i)).thenRun(() -> completed.add(i)))
            .toList();
    writes.forEach(CompletableFuture::join);
    assertThat(completed).containsExactlyElementsOf(oneTo(1_000));
  }

  @Test
  void whatIsDeletedIsNotReadAgain() {
    SpoolStore store = open(LARGE);
    append(store, 1, 10);
    LongStream.rangeClosed(1, 9).forEach(store::delete);
    assertThat(sequences(store.read(0, 100))).containsExactly(10L);
    store.close();
    assertThat(sequences(open(LARGE).read(0, 100))).containsExactly(10L);
  }

  @Test
  void schemasAreKeptBesideTheValues() {
    Schema then = SchemaBuilder.record("Then").fields().requiredString("a").endRecord();
    Schema now = SchemaBuilder.record("Now").fields().requiredString("b").endRecord();
    open(LARGE, then).close();
    assertThat(open(LARGE, now).schemas())
        .containsExactlyInAnyOrder(then.toString(), now.toString());
  }

  @Test
  void beyondItsBoundItRefusesAndTakesAgainWhenThereIsRoom() {
    SpoolStore store = open(1 << 20);
    long refused = appendUntilRefused(store);
    assertThat(refused).isBetween(500L, 2_000L);
    assertThat(store.fault()).hasValueSatisfying(why -> assertThat(why).contains("takes nothing"));
    LongStream.range(1, refused - 10).forEach(store::delete);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(store.append(SpoolChild.record(5_000))).succeedsWithin(PATIENCE));
    await().atMost(PATIENCE).until(() -> store.fault().isEmpty());
    assertThat(size(directory)).isLessThan(2 << 20);
  }

  @Tag("slow")
  @Test
  void anEmptySpoolGivesItsSpaceBack() throws Exception {
    SpoolStore store = open(LARGE);
    append(store, 1, 20_000);
    long full = size(directory);
    LongStream.rangeClosed(1, 20_000).forEach(store::delete);
    await().atMost(PATIENCE).until(() -> size(directory) < full / 2);
  }

  @Test
  void aCorruptFileIsSetAsideAndTheSpoolBeginsAnew() throws Exception {
    Files.writeString(directory.resolve("spool.db"), "this is no database ".repeat(1_000));
    SpoolStore store = open(LARGE);
    append(store, 1, 1);
    assertThat(names()).anyMatch(name -> name.startsWith("spool.db.corrupt-"));
  }

  @Test
  void aDatabaseThatIsDamagedInsideIsSetAside() throws Exception {
    SpoolStore store = open(LARGE);
    append(store, 1, 5_000);
    store.close();
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("spool.db").toFile(), "rw")) {
      file.seek(4096 * 10);
      file.write(new byte[4096 * 20]);
    }
    SpoolStore next = open(LARGE);
    append(next, 9_000, 9_000);
    assertThat(names()).anyMatch(name -> name.startsWith("spool.db.corrupt-"));
  }

  @Test
  void aDamagedRecordIsSetAsideAndTheOthersAreRead() throws Exception {
    SpoolStore store = open(LARGE);
    append(store, 1, 3);
    store.close();
    sql("UPDATE records SET value = x'0102' WHERE sequence = 2");
    SpoolStore next = open(LARGE);
    assertThat(sequences(next.read(0, 10))).containsExactly(1L, 3L);
    await().atMost(PATIENCE).until(() -> next.level().setAside() == 1);
    assertThat(next.level().records()).isEqualTo(2);
  }

  @Test
  void aPageOfDamagedRecordsIsNotTheEnd() throws Exception {
    SpoolStore store = open(LARGE);
    append(store, 1, 9);
    store.close();
    sql("UPDATE records SET value = x'0102' WHERE sequence BETWEEN 1 AND 6");
    SpoolStore next = open(LARGE);
    assertThat(sequences(next.read(0, 2))).containsExactly(7L, 8L);
    assertThat(sequences(next.read(9, 2))).isEmpty();
    await().atMost(PATIENCE).until(() -> next.level().setAside() == 6);
  }

  @Test
  void aPageOfRecordsThatCouldNotBeDeletedIsNotTheEnd() throws Exception {
    SpoolStore store = open(LARGE);
    append(store, 1, 9);
    try (Connection connection = connect();
        Statement other = connection.createStatement()) {
      other.executeUpdate("BEGIN IMMEDIATE"); // nobody else can write, as on a full disk
      LongStream.rangeClosed(1, 6).forEach(store::delete);
      assertThat(sequences(store.read(0, 2))).containsExactly(7L, 8L);
      assertThat(store.level().records()).as("nothing was deleted").isEqualTo(9);
      LongStream.rangeClosed(7, 9).forEach(store::delete);
      assertThat(sequences(store.read(0, 2))).isEmpty();
    }
    await().atMost(PATIENCE).until(() -> store.level().records() == 0);
  }

  @Test
  void whatIsSetAsideNoLongerWaits() {
    SpoolStore store = open(LARGE);
    append(store, 1, 2);
    assertThat(store.setAside(SpoolChild.record(1), "too large")).succeedsWithin(PATIENCE);
    assertThat(store.setAside(SpoolChild.record(3), "too large")).succeedsWithin(PATIENCE);
    assertThat(sequences(store.read(0, 10))).containsExactly(2L);
    assertThat(store.level().setAside()).isEqualTo(2);
    assertThat(registry.get("sidstream.spool.written").counter().count()).isEqualTo(3);
    assertThat(registry.get("sidstream.spool.set.aside").counter().count()).isEqualTo(2);
  }

  @Test
  void twoOwnersAreRefusedByName() {
    open(LARGE);
    assertThatThrownBy(() -> open(LARGE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("sidstream.spool.directory");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    SpoolStore store = new SpoolStore(file.resolve("spool"), LARGE, new Meters(registry));
    assertThatThrownBy(() -> store.open(List.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("sidstream.spool.directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemThatNobodyMayWriteIsNamed() {
    SpoolStore store =
        new SpoolStore(Path.of("/proc/sidstream-spool"), LARGE, new Meters(registry));
    assertThatThrownBy(() -> store.open(List.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("/proc/sidstream-spool (sidstream.spool.directory)");
  }

  @Test
  void aDatabaseThatIsNoFileIsNamed() throws Exception {
    Files.createDirectory(directory.resolve("spool.db"));
    SpoolStore store = new SpoolStore(directory, LARGE, new Meters(registry));
    assertThatThrownBy(() -> store.open(List.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("(sidstream.spool.directory) cannot be");
  }

  @Test
  void onlyItsOwnerMayRead() throws Exception {
    append(open(LARGE), 1, 1);
    for (String name : List.of("spool.db", "spool.db-wal", "spool.db-shm")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void afterTheCloseAppendsFailAtOnce() {
    SpoolStore store = open(LARGE);
    store.close();
    store.close();
    assertThat(store.append(SpoolChild.record(1))).failsWithin(Duration.ofMillis(200));
    assertThat(store.read(0, 1)).failsWithin(Duration.ofMillis(200));
  }

  @Test
  void everySyncedRecordSurvivesAKill() throws Exception {
    Path printed = directory.resolve("printed");
    Process child = child(printed);
    await().atMost(PATIENCE).until(() -> Files.exists(printed) && Files.size(printed) > 10_000);
    child.destroyForcibly().waitFor();
    String lines = Files.readString(printed);
    List<Long> synced = // the last line may be cut
        lines.substring(0, lines.lastIndexOf('\n')).lines().map(Long::valueOf).toList();
    assertThat(synced).hasSizeGreaterThan(1_000);
    assertThat(sequences(open(LARGE).read(0, 1_000_000))).containsAll(synced);
  }

  @Test
  void aTornLogTailCostsOnlyWhatIsInTheTail() throws Exception {
    SpoolStore store = open(LARGE);
    append(store, 1, 50);
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.copy(directory.resolve("spool.db"), copy.resolve("spool.db"));
    Files.copy(directory.resolve("spool.db-wal"), copy.resolve("spool.db-wal"));
    long synced = Files.size(copy.resolve("spool.db-wal"));
    append(store, 51, 51);
    byte[] log = Files.readAllBytes(directory.resolve("spool.db-wal"));
    byte[] torn = java.util.Arrays.copyOf(log, (int) synced + (log.length - (int) synced) / 2);
    torn[torn.length - 1] ^= 0x55;
    Files.write(copy.resolve("spool.db-wal"), torn);
    SpoolStore next = new SpoolStore(copy, LARGE, new Meters(new SimpleMeterRegistry()));
    next.open(List.of());
    opened.add(next);
    assertThat(sequences(next.read(0, 100))).containsExactlyElementsOf(oneTo(50));
  }

  private Process child(Path output) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SpoolChild.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(output.toFile())
        .start();
  }

  private SpoolStore open(long maxBytes, Schema... schemas) {
    SpoolStore store = new SpoolStore(directory, maxBytes, new Meters(registry));
    store.open(List.of(schemas));
    opened.add(0, store);
    return store;
  }

  private static void append(SpoolStore store, long from, long to) {
    List<CompletableFuture<Void>> writes =
        LongStream.rangeClosed(from, to).mapToObj(i -> store.append(SpoolChild.record(i))).toList();
    writes.forEach(CompletableFuture::join);
  }

  private static long appendUntilRefused(SpoolStore store) {
    long sequence = 1;
    while (!store.append(SpoolChild.record(sequence)).handle((done, e) -> e != null).join()) {
      sequence++;
    }
    return sequence;
  }

  private static List<Long> sequences(CompletableFuture<List<SpoolRecord>> read) {
    return read.join().stream().map(SpoolRecord::sequence).toList();
  }

  private static List<Long> oneTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static long size(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
