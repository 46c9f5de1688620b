// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.schemas.Topics;
import sidstream.standalone.bench.Follower.Course;
import sidstream.standalone.bench.Follower.Pace;

/**
 * {@code sidstream bench processor}: how much of a plain copy's events per second is left when
 * every event is folded, and what the state costs.
 *
 * <p>Both read the same webhooks from the beginning, exactly once, one after the other; the copy
 * again after the processor, so that what else the machine does shows. Then another copy writes
 * once more what the processor wrote, and does nothing else: so much of its time is that. The last
 * line is the ratio.
 */
@Command(
    name = "processor",
    mixinStandardHelpOptions = true,
    description = "Compares the stream processor with a plain copy of a topic.")
final class ProcessorBench implements Callable<Integer> {

  private static final double PER_SID = Histories.EVENTS_PER_SID;
  private static final int PER_SECOND = 500;
  private static final int WARM_UP = 15;

  @Option(
      names = "--events",
      defaultValue = "2000000",
      description = "Events that both read (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--sids",
      defaultValue = "300000",
      description = "Sids whose state is restored (default: ${DEFAULT-VALUE}).")
  private long sids;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Length of the load at 500 events per second (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description = "Flags of the processor's VM, in place of those of docker-compose.yml.")
  private List<String> flags = new ArrayList<>();

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    try (Rig rig = new Rig(List.of(), Map.of())) {
      rig.startLog();
      Map<String, Object> settings =
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, rig.bootstrap());
      try (Admin admin = Admin.create(settings)) {
        fill(rig);
        PlainCopy copy = new PlainCopy(rig, admin);
        ProcessorVm processor = new ProcessorVm(rig, "state", flags);
        double before = print("plain copy", copy.ofWebhooks("before", events));
        double folded = print("processor", fold(rig, admin, processor));
        double after = print("plain copy", copy.ofWebhooks("after", events));
        print("its records", copy.ofOutputs(events));
        state(rig, admin, processor);
        latency(rig);
        out.printf(Locale.ROOT, "ratio %.2f%n", folded / ((before + after) / 2));
      }
    }
    return 0;
  }

  private void fill(Rig rig) {
    try (WebhookLoad load = new WebhookLoad(clients(rig), 100)) {
      load.fill(new Histories(0), events);
    }
    out.printf(Locale.ROOT, "%,d events of %,.0f Sids are on the log%n", events, events / PER_SID);
  }

  private Pace fold(Rig rig, Admin admin, ProcessorVm processor)
      throws IOException, InterruptedException, ExecutionException {
    Vm vm = processor.start();
    Course course = new Course(Set.of(new Topics("").webhooks.name()), events);
    Pace pace = new Follower(admin, rig.broker(), "stream-processor", course).await(vm);
    processor.stop();
    return pace;
  }

  private double print(String name, Pace pace) {
    out.printf(
        Locale.ROOT,
        "%-12s %,9.0f events/s, processor time per event %4.0f us, broker %4.0f us%n",
        name,
        pace.perSecond(),
        pace.micros(),
        pace.brokerMicros());
    return pace.perSecond();
  }

  private void state(Rig rig, Admin admin, ProcessorVm processor)
      throws IOException, InterruptedException, ExecutionException {
    double known = events / PER_SID;
    Changelog changelog = new Changelog(rig.bootstrap());
    out.printf(
        Locale.ROOT,
        "state per Sid: %.0f bytes on disk, %.0f bytes of changelog before compaction%n",
        processor.stateBytes() / known,
        changelog.bytes(admin) / known);
    double kept = processor.startUntilReady();
    processor.stop();
    changelog.grow(Math.max(0, sids - (long) known));
    processor.loseState();
    double lost = processor.startUntilReady();
    out.printf(
        Locale.ROOT,
        "ready after %.1f s with its state; without it, %,d Sids to restore, after %.1f s%n",
        kept,
        Math.max(sids, (long) known),
        lost);
  }

  private void latency(Rig rig) throws InterruptedException {
    Load load = new FoldLatency(clients(rig), PER_SECOND).measure(WARM_UP, seconds);
    out.printf(
        Locale.ROOT,
        "at %d events/s, from append to commit: p50 %.0f ms, p99 %.0f ms, max %.0f ms (%,d)%n",
        PER_SECOND,
        load.millis(50),
        load.millis(99),
        load.millis(100),
        load.total());
  }

  private static ProvisionConfig clients(Rig rig) {
    return Settings.load(ProvisionConfig.class, Map.of(), rig.clients()).values();
  }
}
