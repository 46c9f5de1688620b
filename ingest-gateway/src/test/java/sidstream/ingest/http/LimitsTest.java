// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.PlainSource;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.WebhookSource;
import sidstream.schemas.record.WebhookEvent;

/** What is refused by its size, its time or its number, seen on the wire. */
class LimitsTest {

  private static final String PATH = TestServer.path("plain");
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int MAX_BODY = 1000;
  private static final Limits.Bounds BOUNDS =
      new Limits.Bounds(MAX_BODY, 4096, 100, 100, 1_000_000);

  private final InMemoryEventLog memory = new InMemoryEventLog();
  private TestServer server = open(memory, BOUNDS);

  @AfterEach
  void stop() {
    server.close();
  }

  private static TestServer open(EventLog log, Limits.Bounds bounds) {
    Limits.Times times = new Limits.Times(LONG, SHORT, SHORT.multipliedBy(2), LONG);
    return TestServer.open(log, new TwoFeeds(), new Limits(times, bounds, 0));
  }

  @Test
  void aHeaderThatDripsIsAnswered408() throws Exception {
    try (Socket socket = server.socket()) {
      dripUntilAnswered(socket, "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(500));
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 408 ");
    }
    assertThat(server.scrape())
        .contains("{answer=\"408\",feed=\"unknown\",source=\"unknown\"} 1.0");
  }

  @Test
  void aHeaderThatDripsAfterARequestIsAnswered408() throws Exception {
    try (Socket socket = server.socket()) {
      write(socket, TestServer.head("HEAD " + PATH));
      assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
      dripUntilAnswered(socket, "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(500));
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aConnectionThatAsksForNothingIsClosed() throws Exception {
    try (Socket socket = server.socket()) {
      assertThat(TestServer.everything(socket)).isEmpty();
    }
  }

  @Test
  void aConnectionBetweenRequestsIsKept() throws Exception {
    try (Socket socket = server.socket()) {
      write(socket, TestServer.head("HEAD " + PATH));
      head(socket);
      long idle = System.nanoTime() + SHORT.multipliedBy(2).toNanos();
      await().until(() -> System.nanoTime() - idle >= 0);
      write(socket, TestServer.head("HEAD " + PATH, "Connection: close"));
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aConnectionThatNobodyUsesAgainIsClosed() throws Exception {
    server.close();
    Limits.Times times = new Limits.Times(LONG, LONG, LONG, SHORT);
    server = TestServer.open(memory, new TwoFeeds(), new Limits(times, BOUNDS, 0));
    try (Socket socket = server.socket()) {
      write(socket, TestServer.head("HEAD " + PATH));
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBodyThatDripsIsAnswered408() throws Exception {
    try (Socket socket = server.socket()) {
      write(socket, post("Content-Length: 900"));
      dripUntilAnswered(socket, "x".repeat(500));
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 408 ");
    }
    assertThat(server.scrape()).contains("{answer=\"408\",feed=\"plain\",source=\"plain\"} 1.0");
    assertThat(memory.events()).isEmpty();
    nothingIsInFlight();
  }

  @Test
  void aChunkedBodyThatDripsIsAnswered408() throws Exception {
    try (Socket socket = server.socket()) {
      write(socket, post("Transfer-Encoding: chunked"));
      dripUntilAnswered(socket, "1\r\nx\r\n".repeat(100));
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 408 ");
    }
    nothingIsInFlight();
  }

  @Test
  void aBodyThatPausesWithinItsTimeIsTaken() throws Exception {
    try (Socket socket = server.socket()) {
      write(socket, post("Content-Length: 6") + "c0f");
      await().until(() -> !server.scrape().contains("sidstream_http_bytes_in_flight 0"));
      write(socket, "fee");
      assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(memory.events()).extracting(WebhookEvent::getSid).containsExactly("c0ffee");
    nothingIsInFlight();
  }

  @Test
  void anAnnouncedBodyThatIsTooLargeIsNotReadFirst() throws Exception {
    assertThat(server.raw(post("Content-Length: 1001"))).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIsAnswered413() throws Exception {
    String chunk = "64\r\n" + "x".repeat(100) + "\r\n";
    assertThat(server.raw(post("Transfer-Encoding: chunked") + chunk.repeat(11)))
        .startsWith("HTTP/1.1 413 ");
    nothingIsInFlight();
  }

  @RepeatedTest(10) // a race: whoever closes at once fails now and then
  void whoKeepsSendingStillSeesTheAnswer() throws Exception {
    String much = "x".repeat(1_000_000);
    assertThat(server.raw(post("Content-Length: 1000000") + much))
        .startsWith("HTTP/1.1 413 ")
        .doesNotContain("[reset]");
  }

  @Test
  void aFeedCanTakeMoreThanTheOthers() throws Exception {
    String large = "x".repeat(50_000);
    assertThat(
            server.raw(
                post("Connection: close\r\nContent-Length: 50000")
                        .replace("/plain/test", "/large/test")
                    + large))
        .startsWith("HTTP/1.1 200 ");
    assertThat(memory.events().get(0).getRaw().remaining()).isEqualTo(50_000);
    nothingIsInFlight();
  }

  @Test
  void aBodyIsAskedForOnlyWhenItIsWelcome() throws Exception {
    try (Socket socket = server.socket()) {
      write(socket, post("Expect: 100-continue\r\nContent-Length: 6\r\nConnection: close"));
      assertThat(head(socket)).startsWith("HTTP/1.1 100 ");
      write(socket, "c0ffee");
      assertThat(TestServer.everything(socket)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(server.raw(post("Expect: 100-continue\r\nContent-Length: 1001")))
        .startsWith("HTTP/1.1 413 ");
    assertThat(
            server.raw(
                post("Expect: 100-continue\r\nContent-Length: 6")
                    .replace("test-secret", "no-secret")))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aLongUrlIs414AndALargeHeader431() throws Exception {
    assertThat(server.raw(TestServer.head("GET " + PATH + "?a=" + "x".repeat(5000))))
        .startsWith("HTTP/1.1 414 ");
    assertThat(server.raw(post("X-A: " + "x".repeat(5000)))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aLongUrlWithinTheBoundIsTaken() throws Exception {
    assertThat(
            server.raw(
                TestServer.head("GET " + PATH + "?sid=" + "x".repeat(3500), "Connection: close")))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void moreConnectionsThanTheBoundAreTurnedAway() throws Exception {
    restart(new InMemoryEventLog(), new Limits.Bounds(MAX_BODY, 4096, 2, 100, 1_000_000));
    List<Socket> open = new ArrayList<>();
    try {
      open.add(server.socket());
      open.add(server.socket());
      await().until(() -> server.scrape().contains("sidstream_http_connections 2"));
      try (Socket third = server.socket()) {
        assertThat(TestServer.everything(third))
            .startsWith("HTTP/1.1 503 ")
            .contains("Retry-After: 1", "Connection: close");
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    await().until(() -> server.scrape().contains("sidstream_http_connections 0"));
    assertThat(server.raw(post("Connection: close\r\nContent-Length: 6") + "c0ffee"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void moreRequestsThanTheBoundAreTurnedAway() throws Exception {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    restart(new StubLog(() -> receipt), new Limits.Bounds(MAX_BODY, 4096, 100, 1, 1_000_000));
    try (Socket first = server.socket()) {
      write(first, post("Content-Length: 6") + "c0ffee");
      await().until(() -> server.scrape().contains("sidstream_http_requests_in_flight 1"));
      String second = server.raw(post("Connection: close\r\nContent-Length: 6") + "c0ffee");
      assertThat(second).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
      receipt.complete(new Receipt.Stored(0, 0));
      assertThat(head(first)).startsWith("HTTP/1.1 200 ");
    }
    nothingIsInFlight();
  }

  @Test
  void moreBytesThanTheBoundAreTurnedAway() throws Exception {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    restart(new StubLog(() -> receipt), new Limits.Bounds(MAX_BODY, 4096, 100, 100, 1500));
    try (Socket first = server.socket()) {
      write(first, post("Content-Length: 900") + "x".repeat(900));
      await().until(() -> server.scrape().contains("sidstream_http_requests_in_flight 1"));
      assertThat(server.raw(post("Content-Length: 900\r\nConnection: close") + "x".repeat(900)))
          .startsWith("HTTP/1.1 503 ");
      receipt.complete(new Receipt.Stored(0, 0));
      assertThat(head(first)).startsWith("HTTP/1.1 200 ");
    }
    nothingIsInFlight();
  }

  private void restart(EventLog log, Limits.Bounds bounds) {
    server.close();
    server = open(log, bounds);
  }

  private void nothingIsInFlight() {
    await()
        .untilAsserted(
            () ->
                assertThat(server.scrape())
                    .contains("sidstream_http_requests_in_flight 0")
                    .contains("sidstream_http_bytes_in_flight 0"));
  }

  private static String post(String headers) {
    return TestServer.head("POST " + PATH, headers);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Sends the text byte by byte, with pauses, until an answer has begun to come. */
  private static void dripUntilAnswered(Socket socket, String text) throws Exception {
    int[] sent = {0};
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              write(socket, text.substring(sent[0], sent[0] + 1));
              sent[0]++;
              return socket.getInputStream().available() > 0;
            });
  }

  /** One answer's header, up to the empty line. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return head + "[closed]";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** The plain source, with one more feed of larger bodies. */
  private static final class TwoFeeds implements WebhookSource {

    private final WebhookSource plain = new PlainSource();

    @Override
    public List<Feed> feeds() {
      return List.of(plain.feeds().get(0), new Feed("large", "larger ones", 100_000));
    }

    @Override
    public Reading read(RawWebhook raw) {
      return plain.read(raw);
    }

    @Override
    public Map<String, List<RawWebhook.Request>> examples() {
      return Map.of();
    }
  }
}
