// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sidstream.standalone.ChildProcess;

/**
 * The fuzzer as a process of its own, with little memory, so that growth shows, and at low
 * priority.
 */
final class Jazzer {

  private static final String MAIN = "com.code_intelligence.jazzer.Jazzer";
  private static final int LONGEST_INPUT = 8192;
  private static final int SECONDS_PER_INPUT = 20;

  private final Path home;
  private final Path learned;
  private final Path log;
  private final Target target;

  /**
   * @param home where its jars are, and where it may write
   */
  Jazzer(Path home, Target target) throws IOException {
    this.home = home;
    this.target = target;
    learned = Files.createDirectories(home.resolve("learned").resolve(target.directory()));
    log = home.resolve(target.directory() + ".log");
  }

  /**
   * Returns true when nothing was found.
   *
   * @param seeds what it begins with, beside what it learned before
   */
  boolean run(long executions, Path seeds) throws IOException, InterruptedException {
    return fuzz(
        List.of(
            "-runs=" + executions,
            "-timeout=" + SECONDS_PER_INPUT,
            "-max_len=" + LONGEST_INPUT,
            "-print_final_stats=1",
            "-artifact_prefix=" + home.resolve(target.directory()) + "-",
            learned.toString(),
            seeds.toString()));
  }

  /** Adds to the kept ones what reaches code that none of them reaches; returns their number. */
  long merge(Path kept) throws IOException, InterruptedException {
    fuzz(List.of("-merge=1", kept.toString(), learned.toString()));
    try (Stream<Path> files = Files.list(kept)) {
      return files.count();
    }
  }

  /** The fuzzer's own last words. */
  String summary() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> telling =
          lines
              .filter(
                  line ->
                      line.startsWith("== Java Exception")
                          || line.startsWith("stat::number_of_executed")
                          || line.startsWith("stat::peak_rss")
                          || line.contains("Test unit written")
                          || line.startsWith("Done "))
              .toList();
      return String.join(System.lineSeparator(), telling);
    }
  }

  private boolean fuzz(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx300m", "-XX:+UseSerialGC"));
    String classes = home.resolve("*") + ":" + System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classes, MAIN));
    command.add("--target_class=" + target.type().getName());
    command.add("--instrumentation_includes=sidstream.ingest.**");
    command.add("--reproducer_path=" + home);
    command.addAll(arguments);
    try (ChildProcess process = new ChildProcess("jazzer")) {
      process.start(
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
      while (process.awaitExit(java.time.Duration.ofMinutes(1)).isEmpty()) {
        // it ends by its number of executions
      }
      return process.awaitExit(java.time.Duration.ZERO).orElseThrow() == 0;
    }
  }
}
