// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.StartException;
import sidstream.ingest.source.PlainSource;

/** From the opening of the port to its last answer. */
class WebhookServerLifeCycleTest {

  private final StubLog held = new StubLog(CompletableFuture::new);
  private final TestServer server =
      TestServer.open(held, new PlainSource(), TestServer.limits(Duration.ofMillis(300), 1000));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whileItClosesRequestsUnderWayGetTheirAnswer() throws Exception {
    TestClient client = new TestClient(server);
    CompletableFuture<HttpResponse<String>> response =
        client.begin(
            client.request(TestServer.path("plain")).POST(BodyPublishers.ofString("c0ffee")));
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
}
