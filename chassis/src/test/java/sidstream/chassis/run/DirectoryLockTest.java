// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryLockTest {

  @TempDir Path directory;

  /** A process that has a directory until its input ends. */
  static final class Owner {

    public static void main(String[] args) throws IOException {
      System.out.println(DirectoryLock.take(Path.of(args[0])).isPresent());
      int unused = System.in.read();
    }
  }

  @Test
  void oneOwnerAtATimeHasADirectory() throws Exception {
    DirectoryLock first = DirectoryLock.take(directory).orElseThrow();
    assertThat(DirectoryLock.take(directory)).isEmpty();
    first.close();
    assertThat(takenAndGivenBack()).isTrue();
    first.close();
    assertThat(takenAndGivenBack()).isTrue();
  }

  @Test
  void anotherProcessKeepsItsDirectoryUntilItIsKilled() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = owner.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("true");
      assertThat(DirectoryLock.take(directory)).isEmpty();
    } finally {
      owner.destroyForcibly().waitFor();
    }
    assertThat(takenAndGivenBack()).isTrue();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> DirectoryLock.take(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
  }

  private boolean takenAndGivenBack() throws IOException {
    try (DirectoryLock lock = DirectoryLock.take(directory).orElse(null)) {
      return lock != null;
    }
  }
}
