// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.StartException;
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

  private final HttpClient client = HttpClient.newHttpClient();
  private final InMemoryEventLog memory = new InMemoryEventLog();
  private TestServer server = TestServer.open(memory, new PlainSource(), LIMITS);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWebhookIsStoredBeforeItIsAnswered() throws Exception {
    HttpResponse<String> response = post(path("plain"), "c0ffee");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(memory.events()).extracting(WebhookEvent::getSid).containsExactly("c0ffee");
  }

  @Test
  void anUnreadableOneIsKeptAndNotComplainedOf() throws Exception {
    assertThat(post(path("plain"), " ").statusCode()).isEqualTo(200);
    assertThat(memory.quarantined())
        .extracting(QuarantinedWebhook::getReason)
        .containsExactly("EMPTY_BODY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-secret-0123456789", "test-secret-012345678", "x"})
  void aWrongSecretIsRefused(String secret) throws Exception {
    HttpResponse<String> response = post("/hooks/plain/plain/" + secret, "c0ffee");
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
    HttpResponse<String> response = post(path, "c0ffee");
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
    HttpResponse<String> response = send(method, path("plain"), BodyPublishers.noBody());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void headTellsWhetherAWebhookIsWelcome() throws Exception {
    assertThat(send("HEAD", path("plain"), BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    assertThat(send("HEAD", path("plain") + "x", BodyPublishers.noBody()).statusCode())
        .isEqualTo(401);
    assertThat(send("HEAD", path("other"), BodyPublishers.noBody()).statusCode()).isEqualTo(404);
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void theLargestBodyIsTakenAndOneByteMoreIsNot() throws Exception {
    assertThat(post(path("plain"), "x".repeat(MAX_BODY)).statusCode()).isEqualTo(200);
    assertThat(post(path("plain"), "x".repeat(MAX_BODY + 1)).statusCode()).isEqualTo(413);
    assertThat(memory.events()).hasSize(1);
  }

  @Test
  void theLimitHoldsForABodyOfUnannouncedLength() throws Exception {
    assertThat(send("POST", path("plain"), chunked("x".repeat(MAX_BODY))).statusCode())
        .isEqualTo(200);
    assertThat(send("POST", path("plain"), chunked("x".repeat(MAX_BODY + 1))).statusCode())
        .isEqualTo(413);
    assertThat(memory.events()).hasSize(1);
  }

  @Test
  void aCompressedBodyIsKeptUntouched() throws Exception {
    HttpResponse<String> response =
        client.send(
            request(path("plain"))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {31, -117, 8}))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    QuarantinedWebhook kept = memory.quarantined().get(0);
    assertThat(kept.getReason()).isEqualTo("UNSUPPORTED_CONTENT_TYPE");
    assertThat(kept.getRaw().array()).containsExactly(31, -117, 8);
  }

  @Test
  void aGetIsItsQuery() throws Exception {
    String query = "Sid=c0ffee&Legs[0][Status]=busy&digits=%221%22&passthru=%257B%2522a%2522";
    String answer =
        server.raw(
            "GET "
                + path("plain")
                + "?"
                + query
                + " HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: text/plain\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\r\nContent-Length: 0\r\n");
    WebhookEvent event = memory.events().get(0);
    assertThat(event.getMethod()).isEqualTo("GET");
    assertThat(event.getContentType()).isNull();
    assertThat(new String(event.getRaw().array(), ISO_8859_1)).isEqualTo(query);
    assertThat(event.getQuery())
        .isEqualTo(
            Map.of(
                "Sid", "c0ffee",
                "Legs[0][Status]", "busy",
                "digits", "\"1\"",
                "passthru", "%7B%22a%22"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=[b]",
        "a={b}",
        "a=\"b\"",
        "a=b|c",
        "a=b\\c",
        "a=^b`",
        "a=<b>",
        "a=%",
        "a=%u0041",
        "a=\u00c3\u00a9",
        "a==b&&",
        "?a=b?",
        "a=b#c",
        "a=../../b",
        "a=%00",
        "a=;b"
      })
  void aQueryThatStrictServersRefuseIsTaken(String query) throws Exception {
    String answer =
        server.raw(
            "GET "
                + path("plain")
                + "?"
                + query
                + " HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(new String(memory.events().get(0).getRaw().array(), ISO_8859_1)).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?"})
  void aGetWithoutAQueryIsNoEvent(String query) throws Exception {
    assertThat(send("GET", path("plain") + query, BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
    assertThat(memory.events()).isEmpty();
    assertThat(memory.quarantined()).isEmpty();
  }

  @Test
  void whatWasStoredHasAReceipt() throws Exception {
    String receipt =
        post(path("plain"), "c0ffee").headers().firstValue("Sidstream-Receipt").orElseThrow();
    assertThat(memory.events().get(0).getReceiptId()).isEqualTo(receipt);
    assertThat(post(path("plain") + "x", "c0ffee").headers().firstValue("Sidstream-Receipt"))
        .isEmpty();
  }

  @Test
  void theQueryIsKeptWithoutTheSecret() throws Exception {
    post(path("plain") + "?lead=7&lead=8&copy=" + SECRET + "&city=New+Delhi", "c0ffee");
    assertThat(memory.events().get(0).getQuery())
        .isEqualTo(Map.of("lead", "7", "city", "New Delhi"));
  }

  @Test
  void rawBracketsInAQueryAreTaken() throws Exception {
    String answer =
        server.raw(
            "POST "
                + path("plain")
                + "?Legs[0][Status]=busy&a=%zz HTTP/1.1\r\nHost: x\r\n"
                + "Content-Length: 6\r\nConnection: close\r\n\r\nc0ffee");
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
              ("POST "
                      + path("plain")
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nc0ffee")
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
      post(path("plain"), "c0ffee");
      post(path("plain") + "/more", "c0ffee");
      post(path("plain") + "?a=b", "x".repeat(MAX_BODY + 1));
      send("GET", path("plain"), BodyPublishers.noBody());
      server.raw("POST " + path("plain") + "/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
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
    HttpResponse<String> response = post(path("plain"), "c0ffee");
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(taken).isBetween(DEADLINE, DEADLINE.plusSeconds(2));
  }

  @Test
  void aLateReceiptIsCountedAsLateAndNotAsStored() throws Exception {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    restart(new StubLog(() -> receipt), new PlainSource());
    post(path("plain"), "c0ffee");
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
    HttpResponse<String> response = post(path("plain"), "c0ffee");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void aSourceWithABugLosesNothing() throws Exception {
    restart(memory, new BrokenSource());
    assertThat(post(path("plain"), "c0ffee").statusCode()).isEqualTo(200);
    QuarantinedWebhook kept = memory.quarantined().get(0);
    assertThat(kept.getDetail())
        .startsWith("the source failed: IllegalStateException at sidstream.ingest.http")
        .doesNotContain("a bug");
  }

  @Test
  void answeredIsStoredAndQuarantined() throws Exception {
    post(path("plain"), "c0ffee");
    post(path("plain"), "");
    assertThat(server.scrape())
        .contains(
            "sidstream_webhooks_answered_total{answer=\"200\",feed=\"plain\",source=\"plain\"} 2")
        .contains("sidstream_webhooks_stored_total{kind=\"sms\",source=\"plain\"} 1")
        .contains("sidstream_webhooks_quarantined_total{reason=\"EMPTY_BODY\",source=\"plain\"} 1")
        .contains("sidstream_answer_seconds_count{source=\"plain\"} 2");
  }

  @Test
  void whileItClosesRequestsUnderWayGetTheirAnswer() throws Exception {
    StubLog held = new StubLog(CompletableFuture::new);
    restart(held, new PlainSource());
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(
            request(path("plain")).POST(BodyPublishers.ofString("c0ffee")).build(),
            BodyHandlers.ofString());
    await().until(held::isAsked);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server.real()::close);
    assertThat(response)
        .succeedsWithin(Duration.ofSeconds(5))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(503);
    assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsSetting() {
    WebhookServer second = server.another("127.0.0.1", server.port());
    assertThatThrownBy(second::start)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "the port 127.0.0.1:%d (sidstream.http.host, sidstream.http.port) cannot be opened: Address already in use"
                .formatted(server.port()));
    second.close();
  }

  @Test
  void anIpv6AddressThatIsNotHereIsNamedInBrackets() {
    WebhookServer elsewhere = server.another("2001:db8::1", 1);
    assertThatThrownBy(elsewhere::start)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the port [2001:db8::1]:1 (sidstream.http.host, ");
    elsewhere.close();
  }

  @Test
  void itIsReadyWhileItListens() {
    WebhookServer real = server.real();
    assertThat(real.check()).isEqualTo(Check.OK);
    real.close();
    real.close();
    assertThat(real.check().ready()).isFalse();
  }

  private void restart(EventLog log, WebhookSource source) {
    server.close();
    server = TestServer.open(log, source, LIMITS);
  }

  private static String path(String feed) {
    return TestServer.path(feed);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws Exception {
    return client.send(request(path).method(method, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url(path)).timeout(Duration.ofSeconds(30));
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
