// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.PlainSource;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.WebhookSource;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

class WebhookServerTest {

  private static final String SECRET = TestServer.SECRET;
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final int MAX_BODY = 1000;

  private static final Limits LIMITS = TestServer.limits(DEADLINE, MAX_BODY);

  private final InMemoryEventLog memory = new InMemoryEventLog();
  private TestServer server = TestServer.open(memory, new PlainSource(), LIMITS);
  private TestClient client = new TestClient(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWebhookIsStoredBeforeItIsAnswered() throws Exception {
    HttpResponse<String> response = client.post(path("plain"), "c0ffee");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(memory.events()).extracting(WebhookEvent::getSid).containsExactly("c0ffee");
  }

  @Test
  void anUnreadableOneIsKeptAndNotComplainedOf() throws Exception {
    assertThat(client.post(path("plain"), " ").statusCode()).isEqualTo(200);
    assertThat(memory.quarantined())
        .extracting(QuarantinedWebhook::getReason)
        .containsExactly("EMPTY_BODY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-secret-0123456789", "test-secret-012345678", "x"})
  void aWrongSecretIsRefused(String secret) throws Exception {
    HttpResponse<String> response = client.post("/hooks/plain/plain/" + secret, "c0ffee");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(memory.events()).isEmpty();
    assertThat(server.scrape())
        .contains(
            "sidstream_webhooks_answered_total{answer=\"401\",feed=\"plain\",source=\"plain\"} 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hooks/plain/other/" + SECRET,
        "/hooks/other/plain/" + SECRET,
        "/hooks/plain",
        "/hooks/plain/plain/" + SECRET + "/more",
        "/hooks/plain/plain/" + SECRET + "/",
        "/hooks/plain/../plain/plain/" + SECRET,
        "/hooks/",
        "/hooks",
        "/"
      })
  void anUnknownPlaceIsNoEvent(String path) throws Exception {
    HttpResponse<String> response = client.post(path, "c0ffee");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEmpty();
    assertThat(memory.events()).isEmpty();
    assertThat(server.scrape())
        .contains(
            "sidstream_webhooks_answered_total{answer=\"404\",feed=\"unknown\",source=\"unknown\"} 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"})
  void anotherMethodIsNoEvent(String method) throws Exception {
    HttpResponse<String> response = client.send(method, path("plain"), BodyPublishers.noBody());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void theLargestBodyIsTakenAndOneByteMoreIsNot() throws Exception {
    assertThat(client.post(path("plain"), "x".repeat(MAX_BODY)).statusCode()).isEqualTo(200);
    assertThat(client.post(path("plain"), "x".repeat(MAX_BODY + 1)).statusCode()).isEqualTo(413);
    assertThat(memory.events()).hasSize(1);
  }

  @Test
  void theLimitHoldsForABodyOfUnannouncedLength() throws Exception {
    assertThat(client.send("POST", path("plain"), chunked("x".repeat(MAX_BODY))).statusCode())
        .isEqualTo(200);
    assertThat(client.send("POST", path("plain"), chunked("x".repeat(MAX_BODY + 1))).statusCode())
        .isEqualTo(413);
    assertThat(memory.events()).hasSize(1);
  }

  @Test
  void aCompressedBodyIsKeptUntouched() throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .request(path("plain"))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {31, -117, 8})));
    assertThat(response.statusCode()).isEqualTo(200);
    QuarantinedWebhook kept = memory.quarantined().get(0);
    assertThat(kept.getReason()).isEqualTo("UNSUPPORTED_CONTENT_TYPE");
    assertThat(kept.getRaw().array()).containsExactly(31, -117, 8);
  }

  @Test
  void whatWasStoredHasAReceipt() throws Exception {
    String receipt =
        client
            .post(path("plain"), "c0ffee")
            .headers()
            .firstValue("Sidstream-Receipt")
            .orElseThrow();
    assertThat(memory.events().get(0).getReceiptId()).isEqualTo(receipt);
    assertThat(client.post(path("plain") + "x", "c0ffee").headers().firstValue("Sidstream-Receipt"))
        .isEmpty();
  }

  @Test
  void theQueryIsKeptWithoutTheSecret() throws Exception {
    client.post(path("plain") + "?lead=7&lead=8&copy=" + SECRET + "&city=New+Delhi", "c0ffee");
    assertThat(memory.events().get(0).getQuery())
        .isEqualTo(Map.of("lead", "7", "city", "New Delhi"));
  }

  @Test
  void rawBracketsInAQueryAreTaken() throws Exception {
    String answer =
        server.raw(
            TestServer.head(
                    "POST " + path("plain") + "?Legs[0][Status]=busy&a=%zz",
                    "Content-Length: 6",
                    "Connection: close")
                + "c0ffee");
    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(memory.events().get(0).getQuery())
        .isEqualTo(Map.of("Legs[0][Status]", "busy", "a", "%zz"));
  }

  @Test
  void aBodyThatEndsEarlyIsNoEvent() throws Exception {
    try (Socket socket = server.socket()) {
      socket
          .getOutputStream()
          .write(
              (TestServer.head("POST " + path("plain"), "Content-Length: 100") + "c0ffee")
                  .getBytes(ISO_8859_1));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void noLogLineHoldsTheSecret() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    root.addAppender(lines);
    try {
      restart(memory, new BrokenSource());
      client.post(path("plain"), "c0ffee");
      client.post(path("plain") + "/more", "c0ffee");
      client.post(path("plain") + "?a=b", "x".repeat(MAX_BODY + 1));
      client.send("GET", path("plain"), BodyPublishers.noBody());
      server.raw(TestServer.head("POST " + path("plain") + "/%zz", "Connection: close"));
      aBodyThatEndsEarlyIsNoEvent();
      await().until(() -> !lines.list.isEmpty());
    } finally {
      root.detachAppender(lines);
    }
    assertThat(lines.list)
        .noneMatch(line -> line.getFormattedMessage().contains(SECRET))
        .noneMatch(line -> String.valueOf(line.getKeyValuePairs()).contains(SECRET))
        .noneMatch(
            line ->
                line.getThrowableProxy() != null
                    && ThrowableProxyUtil.asString(line.getThrowableProxy()).contains(SECRET));
  }

  @Test
  void withoutAReceiptInTimeTheSenderMayTryAgain() throws Exception {
    restart(new StubLog(CompletableFuture::new), new PlainSource());
    long start = System.nanoTime();
    HttpResponse<String> response = client.post(path("plain"), "c0ffee");
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(taken).isBetween(DEADLINE, DEADLINE.plusSeconds(2));
  }

  @Test
  void aLateReceiptIsCountedAsLateAndNotAsStored() throws Exception {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    restart(new StubLog(() -> receipt), new PlainSource());
    client.post(path("plain"), "c0ffee");
    receipt.complete(new Receipt.Stored(0, 0));
    await()
        .untilAsserted(
            () ->
                assertThat(server.scrape())
                    .contains("sidstream_webhooks_late_total{source=\"plain\"} 1")
                    .doesNotContain("sidstream_webhooks_stored_total"));
  }

  @Test
  void aFailedAppendIs503AtOnce() throws Exception {
    memory.close();
    HttpResponse<String> response = client.post(path("plain"), "c0ffee");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void aSourceWithABugLosesNothing() throws Exception {
    restart(memory, new BrokenSource());
    assertThat(client.post(path("plain"), "c0ffee").statusCode()).isEqualTo(200);
    QuarantinedWebhook kept = memory.quarantined().get(0);
    assertThat(kept.getDetail())
        .startsWith("the source failed: IllegalStateException at sidstream.ingest.http")
        .doesNotContain("a bug");
  }

  @Test
  void answeredIsStoredAndQuarantined() throws Exception {
    client.post(path("plain"), "c0ffee");
    client.post(path("plain"), "");
    assertThat(server.scrape())
        .contains(
            "sidstream_webhooks_answered_total{answer=\"200\",feed=\"plain\",source=\"plain\"} 2")
        .contains("sidstream_webhooks_stored_total{kind=\"sms\",source=\"plain\"} 1")
        .contains("sidstream_webhooks_quarantined_total{reason=\"EMPTY_BODY\",source=\"plain\"} 1")
        .contains("sidstream_answer_seconds_count{source=\"plain\"} 2");
  }

  private void restart(EventLog log, WebhookSource source) {
    server.close();
    server = TestServer.open(log, source, LIMITS);
    client = new TestClient(server);
  }

  private static String path(String feed) {
    return TestServer.path(feed);
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
  }

  /** A source that breaks its promise. */
  private static final class BrokenSource implements WebhookSource {

    @Override
    public List<Feed> feeds() {
      return List.of(new Feed("plain", "nothing that works"));
    }

    @Override
    public Reading read(RawWebhook raw) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public java.util.Map<String, List<RawWebhook.Request>> examples() {
      return java.util.Map.of();
    }
  }
}
