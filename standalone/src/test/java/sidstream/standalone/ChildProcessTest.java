// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ChildProcessTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void itDiesWhenItsParentIsKilled() throws Exception {
    Process parent = new ProcessBuilder(javaRunning(Parent.class)).start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      parent.destroyForcibly();

      await().until(() -> !child.isAlive());
    }
  }

  @Test
  void itLivesOnWhenTheThreadThatStartedItEnds() throws Exception {
    try (ChildProcess child = new ChildProcess("test")) {
      Thread starter = new Thread(() -> start(child));
      starter.start();
      starter.join();

      assertThat(child.awaitExit(Duration.ofMillis(300))).isEmpty();
    }
  }

  @Test
  void closeEndsItAndCanBeCalledTwice() throws Exception {
    ChildProcess child = new ChildProcess("test");
    child.start(sleeper());

    child.close();
    child.close();

    assertThat(child.awaitExit(Duration.ofSeconds(5))).isPresent();
  }

  @Tag("slow")
  @Test
  void whatIgnoresTheRequestToEndIsKilled(@TempDir Path dir) throws Exception {
    ChildProcess child = new ChildProcess("test");
    String deaf = "trap '' TERM; touch deaf; while :; do sleep 1; done";
    child.start(new ProcessBuilder("sh", "-c", deaf).directory(dir.toFile()));
    await().until(() -> Files.exists(dir.resolve("deaf")));

    child.close();

    assertThat(child.awaitExit(Duration.ofSeconds(5))).hasValue(128 + 9);
  }

  @Test
  void aProgramThatFailsIsSeenByItsExitCode() throws Exception {
    try (ChildProcess child = new ChildProcess("test")) {
      child.start(new ProcessBuilder("sh", "-c", "exit 7"));

      assertThat(child.awaitExit(Duration.ofSeconds(5))).hasValue(7);
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsAnError() {
    try (ChildProcess child = new ChildProcess("test")) {
      ProcessBuilder nowhere = sleeper().directory(new File("/nowhere"));

      assertThatThrownBy(() -> child.start(nowhere)).isInstanceOf(IOException.class);
    }
  }

  private static void start(ChildProcess child) {
    try {
      child.start(sleeper());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder sleeper() {
    return new ProcessBuilder("sleep", "60");
  }

  private static String[] javaRunning(Class<?> main) {
    String java = System.getProperty("java.home") + "/bin/java";
    return new String[] {java, "-cp", System.getProperty("java.class.path"), main.getName()};
  }

  /** Starts a child, tells its id and waits to be killed. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      ChildProcess child = new ChildProcess("test");
      child.start(sleeper());
      System.out.println(child.handle().orElseThrow().pid());
      child.awaitExit(Duration.ofMinutes(1));
    }
  }
}
