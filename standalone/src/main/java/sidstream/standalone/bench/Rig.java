// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.Provision;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.ingest.GatewayMain;
import sidstream.standalone.RegistryHome;
import sidstream.standalone.RegistryProcess;
import sidstream.testkit.BrokerMain;
import sidstream.testkit.FreePort;

/**
 * A broker, a registry and a gateway as three processes on free ports of the loopback interface,
 * with a directory that goes when they go. The gateway has everything switched on, and a heap of
 * 256 MB.
 */
public final class Rig implements AutoCloseable {

  static final String HOST = "127.0.0.1";
  static final List<String> GATEWAY_FLAGS = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

  /** As Kafka's own scripts start it; with half the heap its collector is a tenth of its time. */
  private static final List<String> BROKER_FLAGS =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-Dlogback.configurationFile=logback.xml");

  /**
   * Keeps less than a gigabyte of each topic. A virtual machine may be given memory only when it
   * writes to it first, and that costs more than the writing: a log that grows for ever meets it
   * all the time, one whose old end goes writes to memory that it has had before.
   */
  static final List<String> BRIEF_LOG =
      List.of(
          "log.segment.bytes=67108864",
          "log.retention.bytes=1",
          "log.retention.check.interval.ms=500",
          "log.initial.task.delay.ms=500",
          "log.segment.delete.delay.ms=1000"); // with 0 its thread wakes a thousand times a second

  private static final String SECRET = "bench-0123456789abcdef";
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final long LOOK_MS = 50;

  private final Path directory;
  private final String bootstrap = HOST + ":" + FreePort.next();
  private final int gatewayPort = FreePort.next();
  private final int opsPort = FreePort.next();
  private final HttpClient http = HttpClient.newHttpClient();
  private final RegistryProcess registry;
  private final Vm broker;
  private final Vm gateway;
  private final List<Vm> others = new ArrayList<>();

  /**
   * With a log that keeps everything.
   *
   * @param flags of the gateway's VM, beside its heap
   * @param settings of the gateway, as environment variables, beside where everything is
   */
  public Rig(List<String> flags, Map<String, String> settings) throws IOException {
    this(flags, settings, List.of());
  }

  /**
   * @param flags of the gateway's VM, beside its heap
   * @param settings of the gateway, as environment variables, beside where everything is
   * @param kafka settings of the broker, {@code name=value} each
   */
  Rig(List<String> flags, Map<String, String> settings, List<String> kafka) throws IOException {
    directory = Files.createTempDirectory("sidstream-bench-");
    registry =
        new RegistryProcess(
            new RegistryProcess.Settings(
                RegistryHome.find(), directory, bootstrap, HOST, FreePort.next()));
    broker = new Vm(brokerProgram(kafka), directory);
    gateway = new Vm(gatewayProgram(flags, settings), directory);
  }

  /** Returns when the gateway is ready. */
  public void start() throws IOException, InterruptedException {
    startLog();
    startGateway();
  }

  /** Returns when broker and registry are ready, with every topic and schema. */
  void startLog() throws IOException, InterruptedException {
    registry.start();
    broker.start();
    registry.awaitReady(BOUND);
    ProvisionConfig clients = Settings.load(ProvisionConfig.class, Map.of(), clients()).values();
    new Provision(clients, line -> {}).run();
  }

  /** Returns when it says that it is ready. */
  void startGateway() throws IOException, InterruptedException {
    gateway.start();
    awaitGateway();
  }

  /** Returns when it says that it is ready. */
  void awaitGateway() throws IOException, InterruptedException {
    awaitAnswer(gateway, HttpRequest.newBuilder(ops("/ready")).build());
  }

  /** Runs one more program beside them; returns when its process exists. */
  Vm beside(Vm.Program program) throws IOException {
    Vm vm = new Vm(program, directory);
    others.add(vm);
    vm.start();
    return vm;
  }

  /** Runs one more program beside them, on a port of its own that answers POST by 200. */
  Vm beside(Vm.Program program, int port) throws IOException, InterruptedException {
    Vm vm = beside(program);
    URI url = URI.create("http://" + HOST + ":" + port + callbackPath());
    awaitAnswer(vm, HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()).build());
    return vm;
  }

  /** How Kafka and the registry are reached. */
  Map<String, String> clients() {
    return Map.of(
        "sidstream.kafka.bootstrap-servers", bootstrap, "sidstream.registry.url", registry.url());
  }

  /** Bytes that the gateway still holds after a collection. */
  public long heldByGateway() throws IOException, InterruptedException {
    return gateway.heldBytes();
  }

  /** Where the gateway's spool is. */
  Path spool() {
    return directory.resolve("spool");
  }

  /** What everybody writes into; it goes when they go. */
  Path directory() {
    return directory;
  }

  Vm broker() {
    return broker;
  }

  Vm gateway() {
    return gateway;
  }

  String bootstrap() {
    return bootstrap;
  }

  public int gatewayPort() {
    return gatewayPort;
  }

  /** Where calls are called back. */
  public String callbackPath() {
    return "/hooks/exotel/call/" + SECRET;
  }

  /** What the gateway's operations port says. */
  URI ops(String path) {
    return URI.create("http://" + HOST + ":" + opsPort + path);
  }

  /** Ends all of them; keeps nothing. */
  @Override
  public void close() {
    others.forEach(Vm::close);
    gateway.close();
    registry.close();
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Vm.Program brokerProgram(List<String> kafka) {
    List<String> arguments = new ArrayList<>();
    arguments.add(directory.resolve("broker").toString());
    arguments.add(bootstrap.substring(bootstrap.indexOf(':') + 1));
    arguments.add(Integer.toString(FreePort.next()));
    arguments.addAll(kafka);
    return new Vm.Program(BROKER_FLAGS, BrokerMain.class, arguments, Map.of());
  }

  private Vm.Program gatewayProgram(List<String> flags, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(gatewaySettings());
    environment.putAll(more);
    List<String> all = new ArrayList<>(GATEWAY_FLAGS);
    all.addAll(flags);
    return new Vm.Program(all, GatewayMain.class, List.of(), environment);
  }

  /** Where everything is for the gateway, as environment variables. */
  Map<String, String> gatewaySettings() {
    return Map.of(
        "SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS",
        bootstrap,
        "SIDSTREAM_REGISTRY_URL",
        registry.url(),
        "SIDSTREAM_HTTP_HOST",
        HOST,
        "SIDSTREAM_HTTP_PORT",
        Integer.toString(gatewayPort),
        "SIDSTREAM_OPS_PORT",
        Integer.toString(opsPort),
        "SIDSTREAM_SOURCES_EXOTEL_SECRET",
        SECRET,
        "SIDSTREAM_SPOOL_DIRECTORY",
        spool().toString());
  }

  private void awaitAnswer(Vm vm, HttpRequest request) throws IOException, InterruptedException {
    awaitAnswer(vm, request, BOUND);
  }

  /** Returns when the program answers 200. */
  void awaitAnswer(Vm vm, HttpRequest request, Duration bound)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!answers(request)) {
      vm.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException(request.uri() + " is not ready after " + bound.toSeconds() + " s");
      }
      Thread.sleep(LOOK_MS);
    }
  }

  private boolean answers(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
