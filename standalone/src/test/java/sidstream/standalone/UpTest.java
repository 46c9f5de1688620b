// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.run.ExitCode;
import sidstream.testkit.FakeCrm;
import sidstream.testkit.FreePort;
import sidstream.testkit.KafkaBroker;

/** The one-command run as its users have it: a process. */
@Tag("slow")
class UpTest {

  /** More than a run gives itself, so that it tells what it waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path temp;
  private final FakeCrm crm = new FakeCrm();
  private final List<Process> started = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void openCrm() throws Exception {
    crm.start();
  }

  @AfterEach
  void close() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    crm.close();
  }

  @Test
  void whatWasAnsweredReachesTheCrmAlsoAfterAKillAndARestart() throws Exception {
    Process first = up("--crm-url", crm.url().toString());
    JsonNode endpoints = endpoints(first);
    assertThat(post(endpoints, "one")).isEqualTo(200);
    awaitAtCrm("one");
    assertThat(get(endpoints.get("ops").asText() + "/ready"))
        .contains("ingest-gateway.http: ready");
    assertThat(get(endpoints.get("ops").asText() + "/metrics"))
        .contains("sidstream_webhooks_answered_total");

    assertThat(get(endpoints.get("openapi").asText())).contains("passthru", "/hooks/exotel/call/");
    assertThat(endpoints.get("hooks").fieldNames())
        .toIterable()
        .startsWith("call", "sms", "campaign", "passthru", "popup")
        .endsWith("auto");
    assertThat(output()).anyMatch(line -> line.contains("/hooks/exotel/passthru/"));

    assertThat(post(endpoints, "two")).isEqualTo(200);
    first.destroyForcibly().waitFor();

    Process second = up("--crm-url", crm.url().toString());
    JsonNode again = endpoints(second);
    assertThat(again).isEqualTo(endpoints);
    awaitAtCrm("two");
    assertThat(post(again, "one")).isEqualTo(200); // known from before the kill: a duplicate
    assertThat(post(again, "three")).isEqualTo(200);
    awaitAtCrm("three");
    assertThat(crm.idempotencyKeys()).hasSize(3);

    second.destroy();
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(ExitCode.OK.number());
    assertThat(temp.resolve("data/endpoints.json")).doesNotExist();
  }

  @Test
  void aTakenPortIsOneSentenceAndNothingIsStarted() throws Exception {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), basePort + 2));
      Process process = up();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.CANNOT_START.number());
      assertThat(output())
          .hasSize(1)
          .first()
          .asString()
          .contains("port " + (basePort + 2) + " on 127.0.0.1 for the broker");
      assertThat(temp.resolve("data/broker")).doesNotExist();
    }
  }

  @Test
  void whatEndsTheBrokerIsToldOnTheTerminal() throws Exception {
    Path data = temp.resolve("data/broker");
    new KafkaBroker(new KafkaBroker.Settings(data)).start().close();
    Path metadata = data.resolve("__cluster_metadata-0/00000000000000000000.log");
    byte[] spoiled = Files.readAllBytes(metadata);
    spoiled[16] = 127; // where the first batch tells its format
    Files.write(metadata, spoiled);
    Process process = up();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(String.join("\n", output())).contains("fatal fault", "Invalid magic found");
  }

  @Test
  void settingsOfTheAppsComeFromTheEnvironment() throws Exception {
    environment.put("SIDSTREAM_HTTP_MAX_BODY_BYTES", "2048");
    JsonNode endpoints = endpoints(up("--crm-url", crm.url().toString()));

    assertThat(post(endpoints, "x".repeat(4_000))).isEqualTo(413);
    assertThat(post(endpoints, "one")).isEqualTo(200);
  }

  @Test
  void aSettingThatIsNobodysOrOfTheRunIsNamed() throws Exception {
    environment.put("SIDSTREAM_HTTP_PORT", "80");
    environment.put("SIDSTREAM_KAFKA_CLIENT_GROUP_INSTANCE_ID", "mine");
    environment.put("SIDSTREAM_ENRICHMENT_AREA", "circles.csv");
    Process process = up();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.CANNOT_START.number());
    assertThat(String.join("\n", output()))
        .contains("SIDSTREAM_HTTP_PORT cannot be set here")
        .contains("SIDSTREAM_KAFKA_CLIENT_GROUP_INSTANCE_ID cannot be set here")
        .contains(
            "SIDSTREAM_ENRICHMENT_AREA is unknown; did you mean 'SIDSTREAM_ENRICHMENT_AREAS'");
  }

  @Test
  void anUnknownOptionIsAUsageError() throws Exception {
    Process process = up("--no-such-option");

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.USAGE.number());
    assertThat(output().get(0)).contains("--no-such-option");
  }

  private final int basePort = freeRow();

  private Process up(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=logback-up.xml",
                "-Dsidstream.home=" + Path.of("target").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Sidstream.class.getName(),
                "up",
                "--data",
                temp.resolve("data").toString(),
                "--base-port",
                Integer.toString(basePort)));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("out").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private JsonNode endpoints(Process process) throws Exception {
    Path file = temp.resolve("data/endpoints.json");
    try {
      await()
          .atMost(PATIENCE)
          .failFast("it ended", () -> !process.isAlive())
          .until(() -> output().contains("sidstream is ready"));
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(state(process), e);
    }
    return new ObjectMapper().readTree(file.toFile());
  }

  private List<String> output() throws Exception {
    return Files.readAllLines(temp.resolve("out"));
  }

  /** What it said, what it says that it waits for, and the end of its log. */
  private String state(Process process) throws Exception {
    List<String> state = new ArrayList<>(output());
    if (process.isAlive()) {
      state.add(get("http://127.0.0.1:" + (basePort + 1) + "/ready"));
    }
    List<String> log = Files.readAllLines(temp.resolve("data/logs/sidstream.log"));
    log.removeIf(line -> line.startsWith("\tat "));
    state.addAll(log.subList(Math.max(0, log.size() - 30), log.size()));
    return String.join("\n", state);
  }

  private void awaitAtCrm(String sid) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(crm.bySid(sid)).isNotEmpty());
  }

  private static int post(JsonNode endpoints, String sid) throws Exception {
    String body = "CallSid=" + sid + "&EventType=terminal&Status=completed";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoints.at("/hooks/call").asText()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** Ports side by side, all of them free. */
  private static int freeRow() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = FreePort.next();
      try {
        new Ports("127.0.0.1", base).checkFree(true);
        return base;
      } catch (RuntimeException e) {
        // try the next
      }
    }
    throw new IllegalStateException("no row of free ports");
  }
}
