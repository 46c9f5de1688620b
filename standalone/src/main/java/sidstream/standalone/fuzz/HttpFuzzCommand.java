// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sidstream fuzz-http}: spoiled requests against a running gateway. */
@Command(
    name = "fuzz-http",
    mixinStandardHelpOptions = true,
    description = "Sends spoiled requests to a running gateway of yours on this machine.")
public final class HttpFuzzCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      required = true,
      description = "A callback URL on the loopback interface, with its secret.")
  private URI url = URI.create("http://127.0.0.1");

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
    HttpFuzz fuzz = new HttpFuzz(url.getPort(), new HttpMutation(url.getPath(), seed));
    fuzz.run(requests);
    out.println("answers by status (0: closed without one): " + fuzz.answers());
    fuzz.problems().forEach(out::println);
    out.println(fuzz.problems().isEmpty() ? "nothing found" : "found something");
    return fuzz.problems().isEmpty() ? 0 : 1;
  }
}
