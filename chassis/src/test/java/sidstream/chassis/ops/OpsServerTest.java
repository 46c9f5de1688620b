// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpsServerTest {

  private final Ops ops = new Ops();
  private OpsServer server;

  @BeforeEach
  void start() throws IOException {
    server = new OpsServer(ops, "127.0.0.1", 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
    ops.close();
  }

  @Test
  void healthIs200WhileNoPartNeedsARestart() throws Exception {
    ops.health().add("sink.consume", () -> Check.notReady("no broker"));
    assertThat(get("/health").statusCode()).isEqualTo(200);
    ops.health().add("sink.consume", () -> Check.dead("a bug"));
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).isEqualTo("sink.consume: dead (a bug)\n");
  }

  @Test
  void readyIs200WhileEveryPartWorks() throws Exception {
    ops.health().add("sink.consume", () -> Check.OK);
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/ready").body()).isEqualTo("sink.consume: ready\n");
    ops.health().add("sink.consume", () -> Check.notReady("no broker"));
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).isEqualTo("sink.consume: not ready (no broker)\n");
  }

  @Test
  void readinessIsRefusedOnceTheAppStops() throws Exception {
    ops.health().add("sink.consume", () -> Check.OK);
    ops.health().stopping();
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsArePrometheusText() throws Exception {
    ops.meters().count(Meter.CRM_DELIVERIES, "dead");
    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.headers().firstValue("Content-Type")).get().asString().contains("0.0.4");
    assertThat(metrics.body())
        .contains("sidstream_crm_deliveries_total{outcome=\"dead\"} 1.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void thePageShowsEveryPartAndTrustsNoText() throws Exception {
    ops.health().add("sink.consume", () -> Check.notReady("<script>"));
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
    assertThat(page.body()).contains("sink.consume", "&lt;script>").doesNotContain("<script>");
  }

  @Test
  void anAppsOwnPageIsServedAndListed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ops.page("/own", "text/plain", () -> "asked " + asked.incrementAndGet());
    assertThat(get("/own").headers().firstValue("Content-Type")).contains("text/plain");
    assertThat(get("/own").body()).isEqualTo("asked 2");
    assertThat(get("/").body()).contains("<a href=\"/own\">own</a>");
    assertThat(get("/other").body()).isEqualTo("see /health, /ready, /metrics, /own\n");
  }

  @Test
  void anythingElseIs404() throws Exception {
    assertThat(get("/favicon.ico").statusCode()).isEqualTo(404);
  }

  @Test
  void aHeadRequestHasNoBody() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(uri("/health")).method("HEAD", BodyPublishers.noBody()).build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(head, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aTakenPortIsRefused() {
    assertThatThrownBy(() -> new OpsServer(ops, "127.0.0.1", server.port()))
        .isInstanceOf(IOException.class);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
