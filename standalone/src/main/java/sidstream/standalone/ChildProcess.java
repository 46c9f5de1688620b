// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that does not outlive this one, not even when this one is killed with {@code kill -9}:
 * Linux is asked, through util-linux's {@code setpriv}, to kill the child when its parent dies.
 * Where there is no such tool the child outlives a kill, but no orderly end.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private final String name;
  private volatile @Nullable Process process;

  /**
   * @param name of the thread that watches it
   */
  public ChildProcess(String name) {
    this.name = name;
  }

  /**
   * Returns when the process exists.
   *
   * @param builder its command, environment and output; the command is changed here
   * @throws IOException when its program cannot be run
   */
  public void start(ProcessBuilder builder) throws IOException {
    builder.command(dyingWithParent(builder.command()));
    CompletableFuture<Process> born = new CompletableFuture<>();
    // "Parent" is, for Linux, the thread that made the child: this one lives as long as the child.
    Thread parent = new Thread(() -> live(builder, born), name);
    parent.setDaemon(true);
    parent.start();
    try {
      process = born.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Empty before the start. */
  public Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  /** Its exit code, when it ends within the bound. */
  public OptionalInt awaitExit(Duration bound) throws InterruptedException {
    return process != null && process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** Asks it to end, and kills it when it has not after five seconds. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (awaitExit(GRACE).isEmpty()) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void live(ProcessBuilder builder, CompletableFuture<Process> born) {
    try {
      Process child = builder.start();
      born.complete(child);
      child.waitFor();
    } catch (IOException e) {
      born.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> dyingWithParent(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      whole.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
    }
    whole.addAll(command);
    return whole;
  }
}
