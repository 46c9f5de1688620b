// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.PlainSource;
import sidstream.testkit.SlowSenders;

@Tag("slow")
class SlowSendersTest {

  private static final int MANY = 1200;
  private static final Duration LONG = Duration.ofSeconds(20);

  private final TestServer server =
      TestServer.open(
          new InMemoryEventLog(),
          new PlainSource(),
          new Limits(
              new Limits.Times(LONG, Duration.ofSeconds(4), Duration.ofSeconds(6), LONG),
              new Limits.Bounds(1000, 65536, 2 * MANY, 10, 2_000_000),
              0));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoeverDripsIsEndedAndOthersAreServed() throws Exception {
    int threads = Thread.activeCount();
    String path = TestServer.path("plain");
    try (SlowSenders slow =
        new SlowSenders(server.port(), path, MANY, Duration.ofSeconds(1), false)) {
      slow.start();
      await().atMost(LONG).until(() -> slow.open() == MANY);
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < 200; i++) {
        assertThat(post(client, "sid-" + i)).isEqualTo(200);
      }
      assertThat(Thread.activeCount()).isLessThan(threads + 50);
      Map<String, Integer> each =
          Map.of("SILENT closed", MANY / 3, "HEADER 408", MANY / 3, "BODY 408", MANY / 3);
      await().atMost(LONG).untilAsserted(() -> assertThat(slow.endings()).isEqualTo(each));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(server.scrape())
                    .contains("sidstream_http_connections 1") // the client's, kept
                    .contains("sidstream_http_bytes_in_flight 0"));
  }

  private int post(HttpClient client, String sid) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.url(TestServer.path("plain")))
            .timeout(LONG)
            .POST(BodyPublishers.ofString(sid))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
