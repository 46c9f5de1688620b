// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.PlainSource;
import sidstream.schemas.record.WebhookEvent;

/** Webhooks that come as a GET, and the HEAD that asks after them. */
class GetWebhooksTest {

  private final InMemoryEventLog memory = new InMemoryEventLog();
  private final TestServer server =
      TestServer.open(memory, new PlainSource(), TestServer.limits(Duration.ofMillis(300), 1000));
  private final TestClient client = new TestClient(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void headTellsWhetherAWebhookIsWelcome() throws Exception {
    assertThat(client.send("HEAD", path("plain"), BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
    assertThat(client.send("HEAD", path("plain") + "x", BodyPublishers.noBody()).statusCode())
        .isEqualTo(401);
    assertThat(client.send("HEAD", path("other"), BodyPublishers.noBody()).statusCode())
        .isEqualTo(404);
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void aGetIsItsQuery() throws Exception {
    String query = "Sid=c0ffee&Legs[0][Status]=busy&digits=%221%22&passthru=%257B%2522a%2522";
    String answer =
        server.raw(
            TestServer.head(
                "GET " + path("plain") + "?" + query,
                "Content-Type: text/plain",
                "Connection: close"));
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
        server.raw(TestServer.head("GET " + path("plain") + "?" + query, "Connection: close"));
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(new String(memory.events().get(0).getRaw().array(), ISO_8859_1)).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?"})
  void aGetWithoutAQueryIsNoEvent(String query) throws Exception {
    assertThat(client.send("GET", path("plain") + query, BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
    assertThat(memory.events()).isEmpty();
    assertThat(memory.quarantined()).isEmpty();
  }

  private static String path(String feed) {
    return TestServer.path(feed);
  }
}
