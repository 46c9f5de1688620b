// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.config.Settings;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.ops.OpsServer;

/**
 * The life of one app as a process: settings, operations port, start, wait for SIGTERM or a dead
 * part, drain, exit code.
 *
 * @param <T> the app's configuration
 */
public final class AppMain<T> {

  private static final Logger log = LoggerFactory.getLogger(AppMain.class);
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  private final Class<T> mapping;
  private final Function<T, OpsConfig> opsConfig;
  private final BiFunction<T, Ops, App> wire;
  private final StopSignal stop = new StopSignal();

  /**
   * @param mapping the app's {@code @ConfigMapping} interface
   * @param opsConfig where it has the settings of the operations port
   * @param wire builds the app
   */
  public AppMain(Class<T> mapping, Function<T, OpsConfig> opsConfig, BiFunction<T, Ops, App> wire) {
    this.mapping = mapping;
    this.opsConfig = opsConfig;
    this.wire = wire;
  }

  /** Runs the app with the environment's settings until it ends, and ends the process. */
  public void runAndExit() {
    stop.listen();
    stop.exit(run(System.getenv()).number());
  }

  ExitCode run(Map<String, String> environment) {
    try (Ops ops = new Ops()) {
      Settings<T> settings = Settings.load(mapping, environment, Map.of());
      settings.effective().forEach(line -> log.info("setting {}", line));
      OpsConfig config = opsConfig.apply(settings.values());
      try (OpsServer server = open(ops, config)) {
        server.start();
        return live(wire.apply(settings.values(), ops).reportTo(ops.health()), ops, config);
      }
    } catch (ConfigException e) {
      log.error("{}", e.getMessage());
      return ExitCode.BAD_CONFIG;
    } catch (StartException e) {
      log.error("cannot start: {}", e.getMessage());
      return ExitCode.CANNOT_START;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.CRASHED;
    } catch (RuntimeException | Error e) {
      log.error("crashed", e);
      return ExitCode.CRASHED;
    }
  }

  private static OpsServer open(Ops ops, OpsConfig config) {
    try {
      return new OpsServer(ops, config.host(), config.port());
    } catch (IOException e) {
      String port = "the operations port " + config.host() + ':' + config.port();
      throw new StartException(
          port + " (sidstream.ops.host, sidstream.ops.port) cannot be opened: " + e.getMessage(),
          e);
    }
  }

  private ExitCode live(App app, Ops ops, OpsConfig config) throws InterruptedException {
    app.start();
    boolean asked = awaitStop(ops);
    ops.health().stopping();
    if (asked) {
      TimeUnit.MILLISECONDS.sleep(config.stopDelay().toMillis());
    }
    boolean drained = app.close(config.drainTimeout());
    log.atInfo().addKeyValue("drained", drained).log("stopped");
    return !asked ? ExitCode.CRASHED : drained ? ExitCode.OK : ExitCode.DRAIN_TIMEOUT;
  }

  /** Returns true when asked to stop, false when a part died. */
  private boolean awaitStop(Ops ops) throws InterruptedException {
    while (!stop.await(WATCH_INTERVAL)) {
      if (!ops.health().alive()) {
        log.error("a part died: {}", ops.health().now());
        return false;
      }
    }
    return true;
  }

  /** Asks the running app to drain and end; returns at once. */
  void stop() {
    stop.stop();
  }
}
