// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;

/**
 * {@code sidstream bench spool}: what ten minutes without Kafka leave, and how fast it leaves.
 *
 * <p>Fills a spool while there is no broker, then starts broker and registry, and a gateway on that
 * spool. Its last line is the rate of the drain. Exits with 1 when the log does not hold every
 * event exactly once, in order per Sid.
 */
@Command(
    name = "spool",
    mixinStandardHelpOptions = true,
    description = "Fills the spool without Kafka, and measures how fast Kafka gets it.")
final class SpoolBench implements Callable<Integer> {

  private static final String MAX_BYTES = Long.toString(8L << 30);
  private static final long LOOK_MS = 250;
  private static final Duration BOUND = Duration.ofMinutes(10);

  @Option(
      names = "--events",
      defaultValue = "300000",
      description = "Events in the spool, four of each Sid (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description = "One more flag of the gateway's VM, for example a flight recording.")
  private List<String> flags = new ArrayList<>();

  private final PrintStream out = System.out;

  /** How many records are on the log, and when that was seen. */
  private record Look(long records, long nanoTime) {

    static Look at(String bootstrap) throws InterruptedException, ExecutionException {
      return new Look(Stored.count(bootstrap), System.nanoTime());
    }

    double perSecondSince(Look earlier) {
      double seconds = (nanoTime - earlier.nanoTime) / 1e9;
      return seconds == 0 ? 0 : (records - earlier.records) / seconds;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    try (Rig rig = new Rig(flags, Map.of("SIDSTREAM_SPOOL_MAX_BYTES", MAX_BYTES))) {
      SpoolLoad load = new SpoolLoad(events);
      fill(rig, load);
      rig.startLog();
      long began = System.nanoTime();
      rig.startGateway();
      Look first = Look.at(rig.bootstrap());
      out.printf(
          Locale.ROOT,
          "the gateway is ready after %.1f s, %,d events are on the log%n",
          (first.nanoTime - began) / 1e9,
          first.records);
      double rate = drain(rig, first);
      boolean kept = report(load.compare(rig.bootstrap()));
      out.printf(Locale.ROOT, "drained %.0f events/s%n", rate);
      return kept ? 0 : 1;
    }
  }

  private void fill(Rig rig, SpoolLoad load) throws IOException, InterruptedException {
    ProvisionConfig away = Settings.load(ProvisionConfig.class, Map.of(), rig.clients()).values();
    long begin = System.nanoTime();
    load.fill(rig.spool(), Long.parseLong(MAX_BYTES), away);
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf(Locale.ROOT, "filled %,d events, %,.0f/s%n", events, events / seconds);
    Path database = rig.spool().resolve("spool.db");
    long bytes = Files.size(database);
    out.printf(
        Locale.ROOT, "spool.db has %,d MB, %,d bytes per event%n", bytes >> 20, bytes / events);
  }

  /** From when the gateway is ready; what it has drained until then does not count. */
  private double drain(Rig rig, Look first)
      throws IOException, InterruptedException, ExecutionException {
    long end = first.nanoTime + BOUND.toNanos();
    long cpu = rig.gateway().cpuNanos();
    long brokers = rig.broker().cpuNanos();
    Look last = first;
    while (last.records < events && last.nanoTime < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      rig.gateway().requireAlive();
      last = Look.at(rig.bootstrap());
    }
    long drained = Math.max(1, last.records - first.records);
    out.printf(
        Locale.ROOT,
        "processor time per event: gateway %.0f us, broker %.0f us%n",
        (rig.gateway().cpuNanos() - cpu) / 1e3 / drained,
        (rig.broker().cpuNanos() - brokers) / 1e3 / drained);
    return last.perSecondSince(first);
  }

  private boolean report(SpoolLoad.Outcome outcome) {
    out.printf(
        Locale.ROOT,
        "on the log: %,d, missing: %,d, more than once: %,d, out of order: %,d%n",
        outcome.records(),
        outcome.missing(),
        outcome.repeated(),
        outcome.unordered());
    return outcome.missing() + outcome.repeated() + outcome.unordered() == 0;
  }
}
