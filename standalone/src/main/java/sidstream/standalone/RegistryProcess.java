// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.chassis.run.StartException;
import sidstream.testkit.FreePort;

/**
 * Apicurio Registry as a child process that speaks Confluent's API and keeps its schemas in the
 * broker, so that ids survive any end of either.
 *
 * <p>It may be started before the broker: it waits for it, for a minute. What it writes goes to
 * {@code registry.log}; the log of the run before is kept as {@code registry.log.1}. An error about
 * a {@code ConcurrentModificationException} at its end is its own untidiness and harmless.
 */
public final class RegistryProcess implements Part {
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final Settings settings;
  private final ChildProcess child;
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile boolean ready;

  /**
   * Where a registry runs.
   *
   * @param home the unpacked Apicurio Registry
   * @param logs directory for its log; created when missing
   * @param bootstrap the broker that keeps its schemas
   * @param host address to bind
   * @param port for HTTP; 0 picks a free one
   */
  public record Settings(Path home, Path logs, String bootstrap, String host, int port) {
    public Settings {
      port = port == 0 ? FreePort.next() : port;
    }

    Path log() {
      return logs.resolve("registry.log");
    }
  }

  public RegistryProcess(Settings settings) {
    this.settings = settings;
    this.child = new ChildProcess(name());
  }

  @Override
  public String name() {
    return "registry";
  }

  /** The base of Confluent's API, for clients; known before the start. */
  public String url() {
    return root() + "/apis/ccompat/v7";
  }

  /**
   * Returns at once; {@link #awaitReady} waits.
   *
   * @throws StartException when it is not installed, or its log cannot be written
   */
  @Override
  public void start() {
    try {
      ProcessBuilder command = RegistryCommand.of(settings);
      Files.createDirectories(settings.logs());
      keepOldLog();
      child.start(command.redirectErrorStream(true).redirectOutput(settings.log().toFile()));
    } catch (NoSuchFileException e) {
      throw new StartException("the registry is not installed: no " + e.getFile(), e);
    } catch (IOException e) {
      throw new StartException("cannot run the registry: " + e.getMessage(), e);
    }
  }

  /**
   * Returns when schemas can be read and registered.
   *
   * @throws StartException when it ended, or is not ready in time; the message names its log
   */
  public void awaitReady(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!probe()) {
      OptionalInt exit = child.awaitExit(PROBE_INTERVAL);
      if (exit.isPresent()) {
        throw failed("ended with exit code " + exit.getAsInt());
      }
      if (System.nanoTime() > deadline) {
        throw failed("is not ready after " + bound.toSeconds() + " s");
      }
    }
    ready = true;
  }

  @Override
  public Check check() {
    if (!handle().map(ProcessHandle::isAlive).orElse(false)) {
      return Check.dead("not running, see " + settings.log());
    }
    return ready ? Check.OK : Check.notReady("starting");
  }

  /** The process; empty before the start. */
  Optional<ProcessHandle> handle() {
    return child.handle();
  }

  @Override
  public void close() {
    ready = false;
    child.close();
  }

  /**
   * Its own readiness comes with the last schema read from the journal; the API answers earlier.
   */
  private boolean probe() throws InterruptedException {
    return answers(root() + "/health/ready") && answers(url() + "/subjects");
  }

  private boolean answers(String address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(PROBE_TIMEOUT).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String root() {
    return "http://" + settings.host() + ":" + settings.port();
  }

  private void keepOldLog() throws IOException {
    if (Files.exists(settings.log())) {
      Path old = settings.logs().resolve("registry.log.1");
      Files.move(settings.log(), old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private StartException failed(String what) {
    String message = "the registry " + what + ", see " + settings.log();
    return new StartException(message, new IllegalStateException(what));
  }
}
