// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The analysts' script, installed as its README says, in a directory of its own. */
final class NodeScript {

  static final Path SOURCE = Path.of("..", "docs", "analysts");
  private static final int SECONDS = 120;
  private static final Pattern NO_NETWORK =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH");

  private final Path home;
  private @Nullable String missing;

  /** A finished process. */
  record Run(int exitCode, List<String> out, String err) {}

  /**
   * @param home is made when it is not there
   */
  NodeScript(Path home) {
    this.home = home;
  }

  /** Installs it once; skips the test where that cannot be done. */
  void install() throws IOException, InterruptedException {
    if (missing == null && !Files.exists(home.resolve("read.mjs"))) {
      Files.createDirectories(home);
      missing = hasNode() ? whyNotInstalled() : "node and npm are not installed";
    }
    if (missing != null) {
      abort("the analysts' script is not tested: " + missing);
    }
  }

  private @Nullable String whyNotInstalled() throws IOException, InterruptedException {
    Files.copy(SOURCE.resolve("package.json"), home.resolve("package.json"));
    Files.copy(SOURCE.resolve("package-lock.json"), home.resolve("package-lock.json"));
    Run npm = execute(List.of("npm", "ci", "--ignore-scripts", "--fetch-retries=1"));
    if (npm.exitCode() != 0 && NO_NETWORK.matcher(npm.err()).find()) {
      return "npm reaches no packages";
    }
    assertThat(npm.exitCode()).as(npm.err()).isZero();
    Files.copy(SOURCE.resolve("read.mjs"), home.resolve("read.mjs"));
    return null;
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "read.mjs"));
    command.addAll(List.of(arguments));
    return execute(command);
  }

  private boolean hasNode() throws InterruptedException {
    try {
      return execute(List.of("node", "--version")).exitCode() == 0
          && execute(List.of("npm", "--version")).exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Run execute(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "run", ".out");
    Path err = Files.createTempFile(home, "run", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail(command + " does not end: " + Files.readString(err));
    }
    return new Run(process.exitValue(), Files.readAllLines(out), Files.readString(err));
  }
}
