// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sidstream.standalone.ChildProcess;

/**
 * A Java program in a process of its own, with our class path; it ends with this process. Its
 * output goes to a file. It can be frozen, thawed, killed, and started again.
 */
final class Vm implements AutoCloseable {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern COMPLAINT =
      Pattern.compile(" (WARN|ERROR) |^\\S*(Exception|Error): ");
  private static final Duration DEATH_BOUND = Duration.ofSeconds(10);
  private static final Duration LINE_BOUND = Duration.ofMinutes(1);
  private static final long LOOK_MS = 20;

  private final Program program;
  private final File log;
  private ChildProcess child;

  /**
   * What runs.
   *
   * @param prefix stands before the command, for example {@code nice}
   * @param flags of the VM
   * @param main its main class
   * @param arguments of the program
   * @param environment added to ours
   */
  record Program(
      List<String> prefix,
      List<String> flags,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment) {

    Program(
        List<String> flags,
        Class<?> main,
        List<String> arguments,
        Map<String, String> environment) {
      this(List.of(), flags, main, arguments, environment);
    }

    /** Runs only where nothing else wants to. */
    Program polite() {
      return new Program(List.of("nice", "-n", "19"), flags, main, arguments, environment);
    }
  }

  Vm(Program program, Path logs) {
    this.program = program;
    this.log = logs.resolve(program.main().getSimpleName() + ".log").toFile();
    this.child = new ChildProcess(program.main().getSimpleName());
  }

  /** Also starts it again, once it has ended. */
  void start() throws IOException {
    List<String> command = new ArrayList<>(program.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.main().getName());
    command.addAll(program.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(program.environment());
    child = new ChildProcess(program.main().getSimpleName());
    child.start(builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log)));
  }

  /**
   * @throws IOException when it has ended; the message names its log
   */
  void requireAlive() throws IOException {
    if (!child.handle().map(ProcessHandle::isAlive).orElse(false)) {
      throw new IOException(program.main().getSimpleName() + " has ended, see " + log);
    }
  }

  /**
   * What it has printed last.
   *
   * @throws IOException when that is no such line after a minute, or it has ended
   */
  String awaitLine(Pattern wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LINE_BOUND.toNanos();
    while (!wanted.matcher(lastLine()).matches()) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException(program.main().getSimpleName() + " is not ready, see " + log);
      }
      Thread.sleep(LOOK_MS);
    }
    return lastLine();
  }

  /** What it has printed last; empty when nothing yet. */
  String lastLine() throws IOException {
    List<String> lines = log.exists() ? Files.readAllLines(log.toPath()) : List.of();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** What it has logged of trouble. */
  List<String> complaints() throws IOException {
    try (Stream<String> lines = Files.lines(log.toPath())) {
      return lines.filter(line -> COMPLAINT.matcher(line).find()).toList();
    }
  }

  long pid() {
    return child.handle().orElseThrow().pid();
  }

  /** Processor time it has used, in nanoseconds. */
  long cpuNanos() {
    return child.handle().flatMap(one -> one.info().totalCpuDuration()).orElseThrow().toNanos();
  }

  /** Bytes that it still holds after a collection. */
  long heldBytes() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd tells no heap of " + program.main().getSimpleName());
    }
    return Long.parseLong(used.group(1)) * 1024;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid()), command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  /** It keeps its memory and its connections, and does nothing. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** As a crash of the machine's power would: no shutdown hook runs. */
  void kill() throws IOException, InterruptedException {
    signal("KILL");
    if (child.awaitExit(DEATH_BOUND).isEmpty()) {
      throw new IOException(program.main().getSimpleName() + " does not die");
    }
  }

  @Override
  public void close() {
    child.close();
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (!kill.waitFor(DEATH_BOUND.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
      throw new IOException("cannot send " + name + " to " + program.main().getSimpleName());
    }
  }
}
