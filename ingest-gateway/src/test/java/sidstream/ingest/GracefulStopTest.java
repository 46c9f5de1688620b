// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.run.ExitCode;
import sidstream.testkit.FreePort;

/** The gateway as a process under load that is told to stop; without Kafka, so that it spools. */
@Tag("slow")
class GracefulStopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SENDERS = 24;

  @TempDir private Path temp;
  private final int port = FreePort.next();
  private final int opsPort = FreePort.next();
  private final HttpClient client = HttpClient.newHttpClient();
  private Process gateway;

  @AfterEach
  void end() throws Exception {
    gateway.destroyForcibly().waitFor();
  }

  @Test
  void everyRequestIsAnsweredAndEverythingAnsweredIsKept() throws Exception {
    gateway = start();
    await().atMost(PATIENCE).until(() -> ready() == 200);
    List<KeptAliveSender> senders =
        IntStream.range(0, SENDERS).mapToObj(number -> new KeptAliveSender(port, number)).toList();
    senders.forEach(Thread::start);
    await()
        .atMost(PATIENCE)
        .until(() -> senders.stream().allMatch(one -> one.answers().size() > 9));
    gateway.destroy();
    await().atMost(PATIENCE).until(() -> ready() == 503);
    assertThat(senders).as("readiness goes first").allMatch(Thread::isAlive);
    for (KeptAliveSender sender : senders) {
      sender.join(PATIENCE.toMillis());
    }
    assertThat(gateway.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(senders).flatExtracting(KeptAliveSender::lost).isEmpty();
    assertThat(senders).allMatch(KeptAliveSender::wasRefused);
    assertThat(senders).flatExtracting(KeptAliveSender::answers).isSubsetOf("200", "503");
    assertThat(spooled())
        .containsAll(senders.stream().flatMap(sender -> sender.receipts().stream()).toList());
    assertThat(gateway.exitValue()).as(log()).isEqualTo(ExitCode.OK.number());
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayMain.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "SIDSTREAM_HTTP_HOST",
                "127.0.0.1",
                "SIDSTREAM_HTTP_PORT",
                Integer.toString(port),
                "SIDSTREAM_OPS_PORT",
                Integer.toString(opsPort),
                "SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + FreePort.next(),
                "SIDSTREAM_REGISTRY_URL",
                "http://127.0.0.1:" + FreePort.next(),
                "SIDSTREAM_SOURCES_EXOTEL_SECRET",
                TestConfig.SECRET,
                "SIDSTREAM_SPOOL_DIRECTORY",
                temp.resolve("spool").toString()));
    return builder.redirectErrorStream(true).redirectOutput(temp.resolve("log").toFile()).start();
  }

  private int ready() throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + opsPort + "/ready");
    try {
      return client
          .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private Set<String> spooled() throws Exception {
    Set<String> receipts = new HashSet<>();
    try (Connection spool =
            DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("spool/spool.db"));
        ResultSet rows = spool.createStatement().executeQuery("SELECT receipt_id FROM records")) {
      while (rows.next()) {
        receipts.add(rows.getString(1));
      }
    }
    return receipts;
  }

  private String log() throws IOException {
    return Files.readString(temp.resolve("log"));
  }
}
