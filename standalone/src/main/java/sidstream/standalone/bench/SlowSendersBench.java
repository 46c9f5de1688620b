// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.testkit.FreePort;

/**
 * {@code sidstream bench slow-senders}: measures what 10,000 slow connections cost everybody else:
 * the latency of 500 webhooks a second, from the intended time of sending, without them and with
 * them, in short turns, so that a machine that is busy meanwhile is busy for both. Gateway, slow
 * senders and the measuring client are three processes, which share the machine's cores. What that
 * alone costs is seen in a third kind of turn, the control: the same slow connections to a second
 * gateway, which does for them what the first did, and the load on the first.
 *
 * <p>The last line is the median of the turns' p99 with them over the one without, the line before
 * it the same of the control. Exits with 1 when anybody of the load was not answered 200, or fewer
 * than 9,000 connections were open at any time.
 */
@Command(
    name = "slow-senders",
    mixinStandardHelpOptions = true,
    description = "10,000 slow connections, and how late others are answered, in turns.")
public final class SlowSendersBench implements Callable<Integer> {

  static final String SECRET = "bench-secret-0123456789";
  static final String PATH = "/hooks/exotel/call/" + SECRET;

  private static final int RATE = 500;
  private static final int SLOW = 10_000;
  private static final int LEAST_SLOW = 9_000;

  /** The last have come, and their like are ended and come again. */
  private static final int SETTLE_SECONDS = 3;

  private static final Pattern NUMBER_FIRST = Pattern.compile("\\d+( .*)?");
  private static final Pattern AT_THE_END = Pattern.compile("\\d+ at least.*");

  /** As in docker-compose.yml. */
  public static final List<String> SHIPPED_FLAGS = List.of("-Xmx512m", "-XX:+UseZGC");

  /** Little to compile, nothing to collect: what it costs is not the gateway's. */
  private static final List<String> SLOW_FLAGS =
      List.of("-Xmx256m", "-Xmn160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Turns of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description = "Length of a turn (default: ${DEFAULT-VALUE}).")
  private int seconds = 8;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      description =
          "Seconds of load and slow senders on each gateway before anything counts (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp = 15;

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description =
          "Flag of the gateways' VM; one or more in place of those of docker-compose.yml.")
  private List<String> flags = new ArrayList<>();

  private final PrintStream out = System.out;
  private final Callback callback = new Callback(PATH);
  private final List<Double> without = new ArrayList<>();
  private final List<Double> with = new ArrayList<>();
  private final List<Double> control = new ArrayList<>();
  private int sieges;
  private boolean good = true;

  /** A gateway with nothing behind it. */
  private record Gateway(Vm vm, int port) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path logs = Files.createTempDirectory("sidstream-bench-");
    Gateway measured = gateway(logs.resolve("measured"));
    Gateway other = gateway(logs.resolve("other"));
    try {
      for (Gateway each : List.of(measured, other)) {
        each.vm.awaitLine(NUMBER_FIRST);
        besieged(each, logs, () -> turn(null, each, 0, warmUp));
      }
      for (int round = 0; round < rounds; round++) {
        without.add(turn("without", measured, 1, seconds));
        with.add(besieged(measured, logs, () -> steady("with", measured)));
        control.add(besieged(other, logs, () -> steady("control", measured)));
      }
      hear(measured);
      hear(other);
    } finally {
      measured.vm.close();
      other.vm.close();
      delete(logs);
    }
    report(median(without), median(with), median(control));
    return good ? 0 : 1;
  }

  /** A gateway besieged by many has nothing to complain of. */
  private void hear(Gateway gateway) throws IOException {
    for (String complaint : gateway.vm.complaints()) {
      out.println("logged: " + complaint);
      good = false;
    }
  }

  private void report(double quiet, double besieged, double elsewhere) {
    out.printf(
        Locale.ROOT,
        "median p99: %.2f ms without, %.2f ms with, %.2f ms while another gateway has them%n",
        quiet,
        besieged,
        elsewhere);
    out.printf(
        Locale.ROOT,
        "so the shared machine adds %.2f ms, what the gateway itself does %.2f ms%n",
        elsewhere - quiet,
        besieged - elsewhere);
    out.printf(Locale.ROOT, "control %.2f%n", elsewhere / quiet);
    out.printf(Locale.ROOT, "ratio %.2f%n", besieged / quiet);
  }

  /** A turn, whatever is measured. */
  private interface Measured {

    /** Returns the p99 in milliseconds. */
    double run() throws IOException;
  }

  private double besieged(Gateway gateway, Path logs, Measured turn)
      throws IOException, InterruptedException {
    List<String> arguments = List.of(Integer.toString(gateway.port), PATH, Integer.toString(SLOW));
    Vm.Program program =
        new Vm.Program(SLOW_FLAGS, BesiegersMain.class, arguments, Map.of()).polite();
    Vm slow = new Vm(program, directory(logs.resolve("siege-" + sieges++)));
    slow.start();
    try {
      out.println("         " + slow.awaitLine(NUMBER_FIRST));
      long cpu = slow.cpuNanos();
      long begin = System.nanoTime();
      double p99 = turn.run();
      String share = share(slow.cpuNanos() - cpu, System.nanoTime() - begin);
      slow.close();
      tell(slow.lastLine(), share);
      return p99;
    } finally {
      slow.close();
    }
  }

  private void tell(String end, String share) throws IOException {
    if (!AT_THE_END.matcher(end).matches()) {
      throw new IOException("the slow senders did not end well: " + end);
    }
    out.printf("         %s, their CPU %s%n", end, share);
    boolean warmingUp = without.isEmpty();
    int least = Integer.parseInt(end.substring(0, end.indexOf(' ')));
    good &= warmingUp || least >= LEAST_SLOW;
  }

  private double steady(String name, Gateway gateway) throws IOException {
    return turn(name, gateway, SETTLE_SECONDS, seconds);
  }

  /**
   * Loads a gateway, and tells of it unless there is no name.
   *
   * @param before seconds that do not count
   * @param length seconds that do
   * @return the p99 in milliseconds
   */
  private double turn(@Nullable String name, Gateway gateway, int before, int length)
      throws IOException {
    Plan plan = new Plan(RATE);
    Turn turn = new Turn(gateway.vm, plan.requests(before));
    new OpenLoop(gateway.port, plan, callback).run(plan.requests(before + length), turn);
    if (name != null) {
      out.printf("%-9s%s%n", name, turn.tell(length));
      good &= turn.load.ok() == turn.load.total();
    }
    return turn.load.millis(99);
  }

  /** What became of the requests from the first that counts on. */
  private static final class Turn implements OpenLoop.Outcome {

    private final Load load = new Load();
    private final Vm vm;
    private final int first;
    private long cpu;

    Turn(Vm vm, int first) {
      this.vm = vm;
      this.first = first;
    }

    @Override
    public void starting(long nanoTime) {
      cpu = vm.cpuNanos();
    }

    @Override
    public void sent(int request) {
      if (request == first) {
        cpu = vm.cpuNanos();
      }
    }

    @Override
    public void of(int request, int status, long latencyNanos, @Nullable String receipt) {
      if (request < first) {
        return;
      }
      if (status == 0) {
        load.broke();
      } else {
        load.answered(status, latencyNanos);
      }
    }

    String tell(int length) {
      return String.format(
          Locale.ROOT,
          "p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms, answers %s, server's CPU %s",
          load.millis(50),
          load.millis(99),
          load.millis(99.9),
          load.millis(100),
          load.answers(),
          share(vm.cpuNanos() - cpu, length * 1_000_000_000L));
    }
  }

  private static String share(long cpu, long in) {
    return "%.0f %% of a core".formatted(100.0 * cpu / in);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return (sorted.get(half) + sorted.get((sorted.size() - 1) / 2)) / 2;
  }

  private Gateway gateway(Path logs) throws IOException {
    int port = FreePort.next();
    List<String> all = flags.isEmpty() ? SHIPPED_FLAGS : flags;
    List<String> arguments = List.of(Integer.toString(port));
    Vm vm =
        new Vm(new Vm.Program(all, ForgetfulGateway.class, arguments, Map.of()), directory(logs));
    vm.start();
    return new Gateway(vm, port);
  }

  private static Path directory(Path path) throws IOException {
    return Files.createDirectory(path);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
