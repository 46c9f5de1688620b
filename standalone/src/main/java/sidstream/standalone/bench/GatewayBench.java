// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.testkit.FreePort;

/**
 * {@code sidstream bench gateway}: how much of a bare HTTP handler's requests per second is left
 * when every one of them is authenticated, read, and acknowledged by all in-sync replicas.
 *
 * <p>Both run side by side and are loaded in turns, so that what else the machine does falls on
 * both. Its last line is the ratio of the medians.
 */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "Compares the gateway with a bare handler, in a closed loop.")
final class GatewayBench implements Callable<Integer> {

  @Option(
      names = "--connections",
      defaultValue = "64",
      description = "Kept-alive connections, one request each (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--seconds",
      defaultValue = "6",
      description = "Length of one round of one of the two (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "8",
      description = "Rounds of each (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "35",
      description = "Seconds of load on each before the first round (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description = "One more flag of the gateway's VM, for example a flight recording.")
  private List<String> flags = new ArrayList<>();

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    try (Rig rig = new Rig(flags, Map.of(), Rig.BRIEF_LOG)) {
      rig.start();
      int barePort = FreePort.next();
      Vm bare =
          rig.beside(
              new Vm.Program(
                  Rig.GATEWAY_FLAGS,
                  BareHandlerMain.class,
                  List.of(Integer.toString(barePort)),
                  Map.of()),
              barePort);
      return compare(
          new Target("bare handler", bare, loop(rig, barePort)),
          new Target("gateway", rig.gateway(), loop(rig, rig.gatewayPort())),
          rig);
    }
  }

  private ClosedLoop loop(Rig rig, int port) {
    return new ClosedLoop(port, connections, new Callback(rig.callbackPath()));
  }

  /** One of the two, and what it did in each round. */
  private record Target(String name, Vm vm, ClosedLoop loop, List<Load> rounds) {

    Target(String name, Vm vm, ClosedLoop loop) {
      this(name, vm, loop, new ArrayList<>());
    }

    Load whole() {
      Load whole = new Load();
      rounds.forEach(whole::add);
      return whole;
    }

    double median() {
      double[] sorted = rounds.stream().mapToDouble(Load::perSecond).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
  }

  private int compare(Target bare, Target gateway, Rig rig)
      throws IOException, InterruptedException, ExecutionException {
    out.printf("%d connections, 2,282 bytes of multipart per request%n", connections);
    bare.loop.run(Duration.ofSeconds(warmUp));
    Load warm = gateway.loop.run(Duration.ofSeconds(warmUp));
    for (int round = 1; round <= rounds; round++) {
      for (Target target : List.of(bare, gateway)) {
        measure(round, target, rig.broker());
      }
    }
    out.printf(
        "%n%-12s %11s%9s%9s%9s%9s%9s  answers%n",
        "", "median", "p50 ms", "p90", "p99", "p99.9", "max");
    boolean good = warm.ok() == warm.total();
    if (!good) {
      out.printf("%-12s of the warm-up: %s%n", "gateway", warm.answers());
    }
    for (Target target : List.of(bare, gateway)) {
      Load whole = target.whole();
      out.printf(
          Locale.ROOT,
          "%-12s %,9.0f/s%s  %s%n",
          target.name,
          target.median(),
          whole.latencies(),
          whole.answers());
      good &= whole.ok() == whole.total();
    }
    long stored = Stored.count(rig.bootstrap());
    long answered = warm.ok() + gateway.whole().ok();
    out.printf(
        Locale.ROOT, "answered 200: %,d, records appended to the log: %,d%n", answered, stored);
    out.printf(Locale.ROOT, "ratio %.2f%n", gateway.median() / bare.median());
    return good && stored == answered ? 0 : 1;
  }

  /** Processor time tells more than requests per second where others use the machine as well. */
  private void measure(int round, Target target, Vm broker) throws IOException {
    long own = target.vm.cpuNanos();
    long behind = broker.cpuNanos();
    Load load = target.loop.run(Duration.ofSeconds(seconds));
    target.rounds.add(load);
    out.printf(
        Locale.ROOT,
        "round %d  %-12s %,9.0f/s, processor time per request %4.0f us, broker %4.0f us%n",
        round,
        target.name,
        load.perSecond(),
        (target.vm.cpuNanos() - own) / 1e3 / load.total(),
        (broker.cpuNanos() - behind) / 1e3 / load.total());
  }
}
