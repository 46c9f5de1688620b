// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

  private static final int OWN_CODE = 7;

  /** A process that ends with a code of its own when it is asked to stop. */
  static final class Listener {

    public static void main(String[] args) throws InterruptedException {
      StopSignal stop = new StopSignal().listen();
      System.out.println("listening");
      stop.await(Duration.ofMinutes(1));
      stop.exit(OWN_CODE);
    }
  }

  /** More than once: the signal's own code must never be faster. */
  @RepeatedTest(3)
  void aProcessAskedToStopEndsWithItsOwnCode() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Listener.class.getName())
            .start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("listening");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(OWN_CODE);
    } finally {
      process.destroyForcibly();
    }
  }
}
