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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;

/**
 * {@code sidstream bench outage}: senders at a constant rate, and faults in the middle. Prints what
 * they were answered and how late, counted from when each request was due, and compares it with
 * what is on the log afterwards. Exits with 1 when a promise is broken.
 */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    description = "Constant rate; the broker is frozen and killed, or the gateway is killed.")
final class OutageBench implements Callable<Integer> {

  private static final double LATEST_ANSWER_MS = 1_000;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Requests per second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--fault",
      defaultValue = "BROKER",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Fault fault = Fault.NONE;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Length of a fault, and of the time before it (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds at the same rate before anything counts (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--catch-up",
      defaultValue = "120",
      description = "Seconds that the gateway has to bring everything to the log.")
  private int catchUp;

  private final PrintStream out = System.out;

  /** What happens in the middle. */
  enum Fault {
    /** Nothing, four times as long as a fault. */
    NONE,
    /** The broker is frozen, thawed, killed, and started again. */
    BROKER,
    /** The gateway is killed and started again, three times. */
    GATEWAY
  }

  /** Something done to a process. */
  @FunctionalInterface
  private interface Act {
    void on(Rig rig) throws IOException, InterruptedException;
  }

  /** A stretch of the schedule, what is done at its beginning, and what came of it. */
  private record Phase(String name, int seconds, @Nullable Act act, Load load) {

    Phase(String name, int seconds, @Nullable Act act) {
      this(name, seconds, act, new Load());
    }
  }

  /** Starts the faults with the load, and books what the load tells. */
  private final class Observer implements OpenLoop.Outcome {
    private final List<Phase> phases;
    private final Plan plan;
    private final Ledger ledger;
    private final Rig rig;

    Observer(List<Phase> phases, Plan plan, Ledger ledger, Rig rig) {
      this.phases = phases;
      this.plan = plan;
      this.ledger = ledger;
      this.rig = rig;
    }

    @Override
    public void starting(long nanoTime) {
      Thread faults = new Thread(() -> commit(phases, nanoTime, rig), "faults");
      faults.setDaemon(true);
      faults.start();
    }

    @Override
    public void sent(int request) {
      ledger.sent(request, System.nanoTime());
    }

    @Override
    public void of(int request, int status, long latencyNanos, @Nullable String receipt) {
      ledger.answered(request, status, receipt);
      note(phase(phases, plan.dueNanos(request)).load, status, latencyNanos);
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Phase> phases = phases();
    Plan plan = new Plan(rate);
    int total = phases.stream().mapToInt(Phase::seconds).sum();
    Ledger ledger = new Ledger(plan.requests(total));
    try (Rig rig = new Rig(List.of(), Map.of())) {
      rig.start();
      out.printf(Locale.ROOT, "%,d requests per second for %d s%n", rate, total);
      OpenLoop loop = new OpenLoop(rig.gatewayPort(), plan, new Callback(rig.callbackPath()));
      loop.run(ledger.size(), new Observer(phases, plan, ledger, rig));
      Promises promises = new Promises(plan, ledger);
      promises.compare(rig.bootstrap(), clients(rig).registry(), Duration.ofSeconds(catchUp));
      return report(phases, ledger, promises) ? 0 : 1;
    }
  }

  private List<Phase> phases() {
    int calm = Math.max(1, seconds / 2);
    List<Phase> phases = new ArrayList<>(List.of(new Phase("warm-up", warmUp, null)));
    switch (fault) {
      case NONE -> phases.add(new Phase("steady", 4 * seconds, null));
      case BROKER -> {
        phases.add(new Phase("steady", seconds, null));
        phases.add(new Phase("broker frozen", seconds, rig -> rig.broker().freeze()));
        phases.add(new Phase("thawed", calm, rig -> rig.broker().thaw()));
        phases.add(new Phase("broker killed", seconds, rig -> rig.broker().kill()));
        phases.add(new Phase("started again", calm, rig -> rig.broker().start()));
      }
      case GATEWAY -> {
        for (int kill = 1; kill <= 3; kill++) {
          phases.add(new Phase("steady", calm, null));
          phases.add(new Phase("gateway killed", calm, OutageBench::restartGateway));
        }
      }
    }
    return phases;
  }

  private static void restartGateway(Rig rig) throws IOException, InterruptedException {
    rig.gateway().kill();
    rig.gateway().start();
  }

  private static Phase phase(List<Phase> phases, long dueNanos) {
    long end = 0;
    for (Phase phase : phases) {
      end += TimeUnit.SECONDS.toNanos(phase.seconds);
      if (dueNanos < end) {
        return phase;
      }
    }
    return phases.get(phases.size() - 1);
  }

  private static void note(Load load, int status, long nanos) {
    if (status == 0) {
      load.broke();
    } else {
      load.answered(status, nanos);
    }
  }

  private void commit(List<Phase> phases, long start, Rig rig) {
    long due = start;
    try {
      for (Phase phase : phases) {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        if (phase.act != null) {
          phase.act.on(rig);
        }
        due += TimeUnit.SECONDS.toNanos(phase.seconds);
      }
    } catch (IOException e) {
      out.println("a fault could not be made: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean report(List<Phase> phases, Ledger ledger, Promises promises) {
    boolean answered = true;
    out.printf(
        "%-16s%9s%9s%9s%9s%9s  answers%n", "from due, ms", "p50", "p90", "p99", "p99.9", "max");
    for (Phase phase : phases) {
      out.printf("%-16s%s  %s%n", phase.name, phase.load.latencies(), phase.load.answers());
      answered &= fault == Fault.GATEWAY || phase.name.equals("warm-up") || inTime(phase.load);
    }
    out.printf(
        Locale.ROOT,
        "answered 200: %,d, on the log: %,d, missing: %,d, more than once: %,d, out of order: %,d,"
            + " under another receipt: %,d%n",
        ledger.promises(),
        promises.records(),
        promises.missing(),
        promises.repeated(),
        promises.unordered(),
        promises.strange());
    boolean once = fault == Fault.GATEWAY || promises.repeated() == 0;
    boolean kept = promises.missing() + promises.unordered() + promises.strange() == 0;
    out.println(answered && kept && once ? "every promise is kept" : "a promise is broken");
    return answered && kept && once;
  }

  private static boolean inTime(Load load) {
    return load.millis(100) <= LATEST_ANSWER_MS && !load.answers().contains("broken");
  }

  private static ProvisionConfig clients(Rig rig) {
    return Settings.load(ProvisionConfig.class, Map.of(), rig.clients()).values();
  }
}
