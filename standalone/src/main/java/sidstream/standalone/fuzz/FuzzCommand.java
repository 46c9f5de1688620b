// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sidstream fuzz}: looks for input that breaks the gateway's readers. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a coverage-guided fuzzer on what reads untrusted bytes, with one processor.",
      "What it learns is kept in standalone/target/fuzz, what the tests replay in standalone/src/fuzz."
    })
public final class FuzzCommand implements Callable<Integer> {

  @Option(
      names = "--executions",
      defaultValue = "1000000",
      description = "How many inputs each target is given (default: ${DEFAULT-VALUE}).")
  private long executions;

  @Option(
      names = "--target",
      defaultValue = "BODY,SOURCE",
      split = ",",
      description = "Some of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<Target> targets = List.of();

  @Option(
      names = "--keep",
      description = "Adds the smallest inputs that reach new code to the kept corpus.")
  private boolean keep;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("sidstream.home", "standalone/target"));
    Path kept = home.resolveSibling("src/fuzz");
    boolean found = false;
    for (Target target : targets) {
      Jazzer jazzer = new Jazzer(home.resolve("fuzz"), target);
      out.printf("%s: %,d executions ...%n", target, executions);
      found |= !jazzer.run(executions, seeds(kept.resolve(target.directory())));
      out.println(jazzer.summary());
      if (keep) {
        out.printf("%s: %d inputs kept%n", target, jazzer.merge(kept.resolve(target.directory())));
      }
    }
    return found ? 1 : 0;
  }

  private static Path seeds(Path directory) throws IOException {
    return Files.createDirectories(directory);
  }
}
