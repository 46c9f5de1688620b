// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.Slf4jLogConsumer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.TrustedRecords;
import sidstream.testkit.FakeCrm;
import sidstream.testkit.FreePort;

/**
 * The whole way of an event through containers: our images, freshly built, with the settings,
 * limits and health checks of docker-compose.yml, and a CRM on this machine at the end.
 */
final class ContainerStreet implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final List<String> APPS = List.of("gateway", "processor", "sink");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String SECRET = "a-secret-for-containers";
  private static final long SECOND_NS = 1_000_000_000L;

  final Topics topics = new Topics("");
  final FakeCrm crm;
  private final Engine engine;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, GenericContainer<?>> containers = new LinkedHashMap<>();
  private final Network network = Network.newNetwork();
  private final String volumes = "sidstream-test-" + UUID.randomUUID() + '-';
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ComposeFile compose;

  ContainerStreet(Engine engine) throws IOException {
    this.engine = engine;
    crm = new FakeCrm(InetAddress.getByName("0.0.0.0"));
  }

  ContainerStreet open() throws IOException, InterruptedException {
    TrustedRecords.declare(); // for the readers in this VM
    crm.start();
    fillIn();
    compose = new ComposeFile(ROOT.resolve("docker-compose.yml"), variables);
    for (String backing : List.of("broker", "registry")) {
      engine.need(compose.service(backing).text("image"), upper(backing) + "_IMAGE");
      container(backing).start();
    }
    container("provision").start();
    Startables.deepStart(APPS.stream().map(this::container)).join();
    return this;
  }

  /** What a user writes into .env; ports are free ones. */
  private void fillIn() throws IOException, InterruptedException {
    for (String image : List.of("BROKER_IMAGE", "REGISTRY_IMAGE")) {
      variables.put(image, System.getenv().getOrDefault(image, ""));
    }
    String base = base();
    engine.need(base, "BASE_IMAGE");
    variables.put("GATEWAY_IMAGE", engine.build(ROOT, "ingest-gateway", base));
    variables.put("PROCESSOR_IMAGE", engine.build(ROOT, "stream-processor", base));
    variables.put("SINK_IMAGE", engine.build(ROOT, "crm-sink", base));
    for (String port : List.of("BROKER", "REGISTRY", "GATEWAY")) {
      variables.put(port + "_PORT", Integer.toString(FreePort.next()));
    }
    for (String app : APPS) {
      variables.put(upper(app) + "_OPS_PORT", Integer.toString(FreePort.next()));
    }
    variables.put("SIDSTREAM_SOURCES_EXOTEL_SECRET", SECRET);
    variables.put("SIDSTREAM_PRIVACY_TOKEN_KEY", "a-key-for-containers");
    variables.put("SIDSTREAM_CRM_ADAPTER", "rest");
    variables.put("SIDSTREAM_CRM_URL", "http://host.docker.internal:" + crm.url().getPort());
    variables.put("SIDSTREAM_CRM_HEADERS_AUTHORIZATION", "Bearer of-a-test");
    variables.put("SIDSTREAM_CRM_HEADERS_X_API_KEY", "key-of-a-test");
  }

  /** The base image that the environment names, or else the Dockerfiles' own. */
  private static String base() throws IOException {
    String named = System.getenv("BASE_IMAGE");
    if (named != null) {
      return named;
    }
    Matcher own =
        Pattern.compile("(?m)^ARG BASE_IMAGE=(.+)$")
            .matcher(Files.readString(ROOT.resolve("crm-sink/Dockerfile")));
    own.find();
    return own.group(1);
  }

  GenericContainer<?> running(String service) {
    return containers.get(service);
  }

  private GenericContainer<?> container(String name) {
    ComposeFile.Service service = compose.service(name);
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(service.text("image")))
            .withNetwork(network)
            .withNetworkAliases(name)
            .withEnv(service.environment())
            .withLogConsumer(new Slf4jLogConsumer(LoggerFactory.getLogger(name)))
            .withCreateContainerCmdModifier(create -> limit(service, create));
    container.setPortBindings(service.list("ports"));
    for (String host : service.list("extra_hosts")) {
      container.withExtraHost(host.split(":", 2)[0], host.split(":", 2)[1]);
    }
    if (service.list("command").isEmpty()) {
      container.waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE));
    } else {
      container.withCommand(service.list("command").toArray(String[]::new));
      container.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE));
    }
    containers.put(name, container);
    return container;
  }

  private void limit(ComposeFile.Service service, CreateContainerCmd create) {
    // an empty test is the image's own; the interval is shortened to a second
    HealthCheck check = new HealthCheck().withInterval(SECOND_NS);
    List<String> test = service.healthTest();
    create.withHealthcheck(test.isEmpty() ? check : check.withTest(test));
    HostConfig host = create.getHostConfig();
    host.withMemory(megabytes(service.text("mem_limit")) << 20);
    host.withReadonlyRootfs(service.text("read_only").equals("true"));
    host.withSecurityOpts(service.list("security_opt"));
    host.withCapDrop(
        service.list("cap_drop").stream().map(Capability::valueOf).toArray(Capability[]::new));
    host.withTmpFs(
        service.list("tmpfs").stream()
            .map(mount -> mount.split(":", 2))
            .collect(Collectors.toMap(mount -> mount[0], mount -> mount[1])));
    host.withBinds(service.list("volumes").stream().map(one -> Bind.parse(volumes + one)).toList());
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static long megabytes(String limit) {
    long number = Long.parseLong(limit.substring(0, limit.length() - 1));
    return limit.endsWith("g") ? number << 10 : number;
  }

  /** Posts a call's callback as a form; returns the answer's status. */
  int postCall(String form) throws IOException, InterruptedException {
    String url =
        "http://127.0.0.1:" + variables.get("GATEWAY_PORT") + "/hooks/exotel/call/" + SECRET;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Whether the app's operations port, published on this machine, says that it works. */
  boolean isReady(String app) throws IOException, InterruptedException {
    String port = variables.get(upper(app) + "_OPS_PORT");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  TopicReader reader(Topic<?> topic) {
    String registry = "http://127.0.0.1:" + variables.get("REGISTRY_PORT") + "/apis/ccompat/v7";
    return new TopicReader("127.0.0.1:" + variables.get("BROKER_PORT"), registry, topic);
  }

  @Override
  public void close() {
    containers.values().forEach(GenericContainer::stop);
    network.close();
    crm.close();
    List<String> services = compose == null ? List.of() : List.copyOf(compose.services());
    services.stream()
        .flatMap(name -> compose.service(name).list("volumes").stream())
        .map(volume -> volumes + volume.substring(0, volume.indexOf(':')))
        .forEach(this::removeVolume);
  }

  private void removeVolume(String volume) {
    try {
      engine.client().removeVolumeCmd(volume).exec();
    } catch (NotFoundException neverMade) {
      // its container did not come so far
    }
  }
}
