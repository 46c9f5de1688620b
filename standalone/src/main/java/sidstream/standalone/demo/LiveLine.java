// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;

/** Prints once a second what flows: one line of text for people who watch. */
public final class LiveLine implements Part {

  private final Supplier<Flow> flow;
  private final PrintStream out;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LiveLine::thread);
  private Flow before = Flow.NONE;
  private long printedAt;

  /**
   * @param flow what has flowed so far; asked once a second
   * @param out where the lines go
   */
  public LiveLine(Supplier<Flow> flow, PrintStream out) {
    this.flow = flow;
    this.out = out;
  }

  /** Of a simulator at the front door and a CRM at the back door. */
  public static LiveLine of(Simulator simulator, DemoCrm crm, PrintStream out) {
    return new LiveLine(
        () -> {
          Traffic traffic = simulator.traffic();
          return new Flow(
              traffic.sent(),
              traffic.answered(200),
              traffic.repeats(),
              crm.totals().events(),
              crm.totals().sids());
        },
        out);
  }

  @Override
  public String name() {
    return "live-line";
  }

  @Override
  public void start() {
    before = flow.get();
    printedAt = System.nanoTime();
    var unused = clock.scheduleAtFixedRate(this::print, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public Check check() {
    return clock.isShutdown() ? Check.notReady("closed") : Check.OK;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /**
   * The line.
   *
   * @param before what had flowed when the line before was printed
   * @param between time since then
   */
  static String format(Flow before, Flow now, Duration between) {
    double perSecond = (now.sent() - before.sent()) / (Math.max(1, between.toMillis()) / 1e3);
    return String.format(
        Locale.ROOT,
        "sent %,9d | 200s %,9d | %7.1f/s | repeats %,7d | CRM %,9d events, %,8d Sids",
        now.sent(),
        now.accepted(),
        perSecond,
        now.repeats(),
        now.delivered(),
        now.sids());
  }

  private void print() {
    Flow now = flow.get();
    long time = System.nanoTime();
    out.println(format(before, now, Duration.ofNanos(time - printedAt)));
    before = now;
    printedAt = time;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "live-line");
    thread.setDaemon(true);
    return thread;
  }
}
