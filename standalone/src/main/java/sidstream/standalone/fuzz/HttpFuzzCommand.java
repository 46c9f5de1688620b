// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.standalone.bench.Rig;

/** {@code sidstream fuzz-http}: spoiled requests against a gateway of its own. */
@Command(
    name = "fuzz-http",
    mixinStandardHelpOptions = true,
    description = "Starts a gateway with broker and registry, and sends it spoiled requests.")
public final class HttpFuzzCommand implements Callable<Integer> {

  private static final long MOST_GROWTH = 24L << 20;

  @Option(
      names = "--requests",
      defaultValue = "100000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int requests;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed makes the same requests (default: ${DEFAULT-VALUE}).")
  private long seed;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws Exception {
    try (Rig rig = new Rig(List.of(), Map.of())) {
      rig.start();
      HttpFuzz fuzz = new HttpFuzz(rig.gatewayPort(), new HttpMutation(rig.callbackPath(), seed));
      fuzz.run(requests / 10); // a warm gateway holds more than a fresh one
      long before = rig.heldByGateway();
      fuzz.run(requests - requests / 10);
      long growth = rig.heldByGateway() - before;
      out.println("answers by status (0: closed without one): " + fuzz.answers());
      out.printf("the gateway's heap grew by %,d KiB%n", growth / 1024);
      fuzz.problems().forEach(out::println);
      boolean good = fuzz.problems().isEmpty() && growth < MOST_GROWTH;
      out.println(good ? "nothing found" : "found something");
      return good ? 0 : 1;
    }
  }
}
