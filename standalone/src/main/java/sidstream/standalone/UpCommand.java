// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.ops.OpsServer;
import sidstream.chassis.run.App;
import sidstream.chassis.run.ExitCode;
import sidstream.chassis.run.StartException;
import sidstream.chassis.run.StopSignal;

/** {@code sidstream up}: everything in one command, in the foreground, until SIGTERM. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Runs everything: broker, registry, gateway, processor, CRM sink.",
    footer = {
      "",
      "All other settings of the apps come from the environment, for example",
      "SIDSTREAM_EXOTEL_API_ACCOUNT; see the README of each app."
    })
final class UpCommand implements Callable<Integer> {

  private static final Duration READY_BOUND = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration DRAIN_BOUND = Duration.ofSeconds(30);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Directory of everything that is kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address that everything listens on (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--base-port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "Port of the gateway; operations N+1, broker N+2, registry N+3 (default: ${DEFAULT-VALUE}).")
  private int basePort = 8080;

  @Option(
      names = "--crm-url",
      paramLabel = "URL",
      description = "Where your CRM takes events by POST; without it they are logged.")
  private @Nullable String crmUrl;

  @Option(
      names = "--crm-header",
      paramLabel = "NAME=VALUE",
      description = "Header of each request to the CRM, for example its token; may be repeated.")
  private Map<String, String> crmHeaders = new LinkedHashMap<>();

  @Option(
      names = "--demo",
      description = "Also starts a small CRM that shows what it receives and a simulated campaign.")
  private boolean demo;

  private final StopSignal stop;
  private final PrintStream out;

  UpCommand(StopSignal stop, PrintStream out) {
    this.stop = stop;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    return start().number();
  }

  private ExitCode start() throws InterruptedException {
    try {
      Ports ports = new Ports(host, basePort);
      ports.checkFree(demo);
      try (DataDirectory directory = DataDirectory.take(data)) {
        UpLogging.to(directory.logs());
        return run(ports, directory);
      }
    } catch (ConfigException | StartException | IllegalArgumentException e) {
      System.err.println("sidstream cannot start: " + e.getMessage());
      return ExitCode.CANNOT_START;
    } catch (IOException e) {
      System.err.println("sidstream cannot start: " + e);
      return ExitCode.CANNOT_START;
    }
  }

  private ExitCode run(Ports ports, DataDirectory directory)
      throws IOException, InterruptedException {
    if (!demo) {
      return run(ports, directory, crmUrl, null);
    }
    try (Demo campaign = new Demo(ports, out).openCrm()) {
      return run(ports, directory, crmUrl == null ? campaign.crmUrl() : crmUrl, campaign);
    }
  }

  private ExitCode run(
      Ports ports, DataDirectory directory, @Nullable String crm, @Nullable Demo campaign)
      throws IOException, InterruptedException {
    Files.deleteIfExists(directory.endpoints());
    Up up = new Up(new UpSettings(ports, crm, crmHeaders), directory, System.getenv());
    try (Ops ops = new Ops();
        OpsServer server = new OpsServer(ops, host, ports.ops())) {
      server.start();
      out.println("starting sidstream, data in " + directory.root());
      App house = up.wire(ops);
      house.start();
      try {
        return live(up, ops, campaign);
      } finally {
        ops.health().stopping();
        Files.deleteIfExists(directory.endpoints());
        house.close(DRAIN_BOUND);
      }
    }
  }

  private ExitCode live(Up up, Ops ops, @Nullable Demo campaign)
      throws IOException, InterruptedException {
    if (!awaitReady(ops)) {
      return stop.isAsked() ? ExitCode.OK : ExitCode.CANNOT_START;
    }
    Endpoints endpoints = up.endpoints();
    up.publish(endpoints);
    out.print(endpoints.text());
    if (campaign == null) {
      return watch(ops);
    }
    campaign.startCampaign(endpoints);
    try {
      return watch(ops);
    } finally {
      campaign.endCampaign();
    }
  }

  private ExitCode watch(Ops ops) throws InterruptedException {
    while (!stop.await(WATCH)) {
      if (!ops.health().alive()) {
        System.err.println("a part of sidstream died: " + ops.health().now());
        return ExitCode.CRASHED;
      }
    }
    out.println("stopping");
    return ExitCode.OK;
  }

  private boolean awaitReady(Ops ops) throws InterruptedException {
    long deadline = System.nanoTime() + READY_BOUND.toNanos();
    while (!ops.health().ready()) {
      if (stop.await(LOOK)) {
        return false;
      }
      if (System.nanoTime() > deadline || !ops.health().alive()) {
        System.err.println("sidstream is not ready: " + ops.health().now());
        return false;
      }
    }
    return true;
  }
}
