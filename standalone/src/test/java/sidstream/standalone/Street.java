// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.ingest.Gateway;
import sidstream.ingest.GatewayConfig;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.sink.Sink;
import sidstream.sink.SinkConfig;
import sidstream.stream.StreamProcessorMain;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.FakeCrm;
import sidstream.testkit.FreePort;
import sidstream.testkit.KafkaBroker;

/**
 * The whole way of an event on real components: broker, registry, gateway and sink in this VM, the
 * processor as a process that can be killed, a CRM at the end.
 */
final class Street implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "test-secret-0123456789";

  final Topics topics = new Topics("");
  final FakeCrm crm = new FakeCrm();
  private final KafkaBroker broker = KafkaBroker.ephemeral();
  private final RegistryProcess registry;
  private final Path directory;
  private final ChildProcess processor = new ChildProcess("processor");
  private final Ops ops = new Ops();
  private final int gatewayPort = FreePort.next();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> gatewaySettings;
  private final Map<String, String> processorEnvironment;
  private App house;

  Street(Path directory) {
    this(directory, Map.of(), Map.of());
  }

  /** With settings beside the usual ones. */
  Street(Path directory, Map<String, String> gateway, Map<String, String> processor) {
    this.directory = directory;
    gatewaySettings = Map.copyOf(gateway);
    processorEnvironment = Map.copyOf(processor);
    registry =
        new RegistryProcess(
            new RegistryProcess.Settings(
                RegistryHome.find(), directory, broker.bootstrap(), "127.0.0.1", 0));
  }

  Street open() throws Exception {
    crm.start();
    ProvisionConfig clients =
        load(ProvisionConfig.class, UpSettings.clients(broker.bootstrap(), registry.url()));
    new Corridor(broker, registry, clients).start();
    house =
        new App(
            "street",
            java.util.List.of(
                new AppPart(
                    "sink", Sink.wire(load(SinkConfig.class, sink()), ops).reportTo(ops.health())),
                new AppPart(
                    "gateway",
                    Gateway.wire(load(GatewayConfig.class, gateway()), ops)
                        .reportTo(ops.health()))));
    house.start();
    startProcessor();
    Awaitility.await().atMost(PATIENCE).until(ops.health()::ready);
    return this;
  }

  /** Starts the processor; with the state it had. */
  void startProcessor() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StreamProcessorMain.class.getName());
    Map<String, String> environment = builder.environment();
    environment.put("SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap());
    environment.put("SIDSTREAM_REGISTRY_URL", registry.url());
    environment.put("SIDSTREAM_OPS_PORT", "0");
    environment.put("SIDSTREAM_PRIVACY_TOKEN_KEY", "key");
    environment.put("SIDSTREAM_STREAMS_STATE_DIR", directory.resolve("state").toString());
    environment.put("SIDSTREAM_STREAMS_SESSION_TIMEOUT", "PT6S");
    environment.putAll(processorEnvironment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(directory.resolve("processor.log").toFile()));
    processor.start(builder);
  }

  /** {@code kill -9}. */
  void killProcessor() throws InterruptedException {
    processor.handle().orElseThrow().destroyForcibly();
    processor.awaitExit(PATIENCE);
  }

  int post(ExotelSample sample) {
    return post(sample.feed(), sample.contentType(), sample.body());
  }

  int post(String feed, String contentType, byte[] body) {
    return post(feed, contentType, body, "");
  }

  /** Posts to the callback URL with a query string; returns the answer's status. */
  int post(String feed, String contentType, byte[] body, String query) {
    String path = "/hooks/exotel/" + feed + "/" + SECRET;
    URI url =
        URI.create("http://127.0.0.1:" + gatewayPort + path + (query.isEmpty() ? "" : "?" + query));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  TopicReader reader(Topic<?> topic) {
    return new TopicReader(broker.bootstrap(), registry.url(), topic);
  }

  private Map<String, String> gateway() {
    Map<String, String> settings = clients();
    settings.put("sidstream.http.host", "127.0.0.1");
    settings.put("sidstream.http.port", Integer.toString(gatewayPort));
    settings.put("sidstream.sources.exotel.secret", SECRET);
    settings.put("sidstream.spool.directory", directory.resolve("spool").toString());
    settings.putAll(gatewaySettings);
    return settings;
  }

  private Map<String, String> sink() {
    Map<String, String> settings = clients();
    settings.put("sidstream.crm.adapter", "rest");
    settings.put("sidstream.crm.url", crm.url().toString());
    return settings;
  }

  private Map<String, String> clients() {
    return new HashMap<>(UpSettings.clients(broker.bootstrap(), registry.url()));
  }

  private static <T> T load(Class<T> mapping, Map<String, String> settings) {
    return Settings.load(mapping, Map.of(), settings).values();
  }

  @Override
  public void close() {
    processor.close();
    if (house != null) {
      house.close();
    }
    registry.close();
    broker.close();
    crm.close();
    ops.close();
  }
}
