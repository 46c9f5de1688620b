// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.ops.HealthProbe;
import sidstream.ingest.GatewayConfig;
import sidstream.sink.SinkConfig;
import sidstream.standalone.bench.ProcessorVm;
import sidstream.standalone.bench.SlowSendersBench;
import sidstream.stream.StreamConfig;

/** docker-compose.yml, .env.example and the images' defaults agree with the apps. */
class ComposeFileTest {

  private static final Path ROOT = Path.of("..");

  private Map<String, String> everything;
  private ComposeFile compose;

  @BeforeEach
  void fillInEveryVariable() throws IOException {
    everything = ComposeFile.variables(ROOT.resolve(".env.example"), true);
    everything.put("SIDSTREAM_SOURCES_EXOTEL_SECRET", "a-secret-of-the-url");
    everything.put("SIDSTREAM_SOURCES_EXOTEL_PREVIOUS_SECRET", "the-secret-before");
    everything.put("SIDSTREAM_PRIVACY_TOKEN_KEY", "a-key");
    compose = new ComposeFile(ROOT.resolve("docker-compose.yml"), everything);
  }

  @Test
  void theExampleKnowsEveryVariableAndNoOther() {
    assertThat(everything.keySet()).isEqualTo(compose.used());
  }

  @Test
  void theExampleServesOnceItsSecretsAreFilledIn() throws IOException {
    compose = new ComposeFile(ROOT.resolve("docker-compose.yml"), required());
    load(GatewayConfig.class, "ingest-gateway", "gateway");
    load(StreamConfig.class, "stream-processor", "processor");
    assertThat(load(SinkConfig.class, "crm-sink", "sink").crm().adapter()).isEqualTo("log");
    load(ProvisionConfig.class, "provision");
  }

  /** The example as it stands, with the secrets that nobody can go without. */
  private Map<String, String> required() throws IOException {
    Map<String, String> asGiven = ComposeFile.variables(ROOT.resolve(".env.example"), false);
    List.of("SIDSTREAM_SOURCES_EXOTEL_SECRET", "SIDSTREAM_PRIVACY_TOKEN_KEY")
        .forEach(secret -> asGiven.put(secret, everything.get(secret)));
    return asGiven;
  }

  @Test
  void everySettingReachesItsApp() throws IOException {
    GatewayConfig gateway = load(GatewayConfig.class, "ingest-gateway", "gateway");
    assertThat(gateway.sources().get("exotel").previousSecret().orElseThrow().reveal())
        .isEqualTo("the-secret-before");
    assertThat(gateway.http().host()).isEqualTo("0.0.0.0");
    assertThat(gateway.exotelApi().orElseThrow().url()).contains("https://api.in.exotel.com");
    StreamConfig processor = load(StreamConfig.class, "stream-processor", "processor");
    assertThat(processor.privacy().tokenKey().reveal()).isEqualTo("a-key");
    assertThat(processor.streams().stateDir()).startsWithRaw(Path.of("/var/lib/sidstream"));
    assertThat(processor.ops().host()).isEqualTo("0.0.0.0");
    SinkConfig sink = load(SinkConfig.class, "crm-sink", "sink");
    assertThat(sink.crm().url()).isPresent();
    assertThat(sink.crm().headers()).containsOnlyKeys("authorization", "x.api.key");
    ProvisionConfig provision = load(ProvisionConfig.class, "provision");
    assertThat(provision.kafka().topicPrefix()).isEqualTo("acme.");
    assertThat(provision.kafka().partitions()).isEqualTo(6);
  }

  @Test
  void theRegistryForgetsNothing() {
    assertThat(compose.service("registry").environment())
        .containsEntry("APICURIO_KAFKASQL_TOPIC_RETENTION_MS", "-1");
  }

  @Test
  void everyServiceIsBoundedAndOnThisMachineOnly() {
    for (String name : compose.services()) {
      ComposeFile.Service service = compose.service(name);
      assertThat(service.text("mem_limit")).as(name).isNotEmpty();
      assertThat(service.text("restart")).as(name).isNotEmpty();
      assertThat(service.list("ports")).as(name).allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void theBaseImageIsTheSameForAll() throws IOException {
    Pattern line = Pattern.compile("(?m)^ARG BASE_IMAGE=(.+)$");
    List<String> bases =
        Stream.of("ingest-gateway", "stream-processor", "crm-sink")
            .map(ComposeFileTest::dockerfile)
            .map(line::matcher)
            .map(found -> found.find() ? found.group(1) : "")
            .distinct()
            .toList();
    assertThat(bases).hasSize(1).allMatch(base -> base.matches(".+:[0-9]+\\.[0-9.]+_[0-9]+-jre.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest-gateway", "stream-processor", "crm-sink"})
  void theHealthCheckRunsWhateverTheOptionsOfTheAppAre(String module) throws Exception {
    assertThat(dockerfile(module)).contains(HealthProbe.class.getName());
    for (String options : List.of("-XX:+UseZGC -Xms256m -Xmx512m", "-XX:+UseParallelGC")) {
      java(flags("CMD", module), options);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest-gateway", "stream-processor"})
  void aSmallContainerHasNoSerialCollector(String module) throws Exception {
    List<String> flags = new ArrayList<>(flags("ENTRYPOINT", module));
    flags.addAll(List.of("-XX:ActiveProcessorCount=1", "-XX:+PrintFlagsFinal"));

    assertThat(java(flags, "")).containsPattern("UseG1GC += true");
    assertThat(java(flags, "-XX:+UseZGC")).containsPattern("UseZGC += true");
  }

  @Test
  void theGatewaysJavaIsTheOneThatWasMeasured() throws Exception {
    assertThat(shipped("gateway", "ingest-gateway", SlowSendersBench.SHIPPED_FLAGS))
        .containsPattern("UseZGC += true")
        .containsPattern("MaxHeapSize += " + (512 << 20));
  }

  @Test
  void theProcessorsJavaIsTheOneThatWasMeasured() throws Exception {
    assertThat(shipped("processor", "stream-processor", ProcessorVm.SHIPPED_FLAGS))
        .containsPattern("UseParallelGC += true");
  }

  /** What Java makes of a service's options, which are the measured ones; its probe bears them. */
  private String shipped(String service, String module, List<String> measured) throws Exception {
    compose = new ComposeFile(ROOT.resolve("docker-compose.yml"), required());
    String options = compose.service(service).environment().get("JAVA_TOOL_OPTIONS");

    assertThat(options.split(" ")).containsExactlyElementsOf(measured);
    List<String> app = new ArrayList<>(flags("ENTRYPOINT", module));
    app.add("-XX:+PrintFlagsFinal");
    java(flags("CMD", module), options);
    return java(app, options);
  }

  /** Of the first such line: what stands between java and the class path. */
  private static List<String> flags(String instruction, String module) {
    Matcher line =
        Pattern.compile("(?m)^ *" + instruction + " \\[(.+)]$").matcher(dockerfile(module));
    assertThat(line.find()).isTrue();
    List<String> words =
        Stream.of(line.group(1).split(", ")).map(word -> word.replace("\"", "")).toList();
    return words.subList(1, words.indexOf("-cp"));
  }

  /** What Java says of itself. */
  private static String java(List<String> flags, String options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-version");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_TOOL_OPTIONS", options);
    Process started = builder.start();
    String said = new String(started.getInputStream().readAllBytes(), UTF_8);
    assertThat(started.waitFor()).as(said).isZero();
    return said;
  }

  private <T> T load(Class<T> mapping, String module, String service) {
    Map<String, String> environment = new HashMap<>();
    Pattern.compile("(SIDSTREAM_\\w+)=(\\S+)")
        .matcher(dockerfile(module))
        .results()
        .forEach(found -> environment.put(found.group(1), found.group(2)));
    environment.putAll(compose.service(service).settings());
    return Settings.load(mapping, environment, Map.of()).values();
  }

  private <T> T load(Class<T> mapping, String service) {
    return Settings.load(mapping, compose.service(service).settings(), Map.of()).values();
  }

  private static String dockerfile(String module) {
    try {
      return Files.readString(ROOT.resolve(module).resolve("Dockerfile"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
