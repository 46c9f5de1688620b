// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.run.StartException;

final class DemoCrmTest {

  private static final String CALL =
      """
      {"id":"exotel:c1:terminal:ab","type":"call","sid":"c1","step":"terminal","status":"completed",
       "customer":"+919999999991","talk_seconds":12,"revision":3}""";

  private final DemoCrm crm = new DemoCrm("127.0.0.1", 0);
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void open() {
    crm.start();
  }

  @AfterEach
  void close() {
    crm.close();
    crm.close();
  }

  @Test
  void anEventIsTakenOncePerIdempotencyKey() throws Exception {
    assertThat(post(CALL, "k1")).isEqualTo(200);
    assertThat(post(CALL, "k1")).isEqualTo(200);
    assertThat(crm.totals()).isEqualTo(new Totals(1, 1, 1));
    assertThat(crm.outcomes().calls()).isEqualTo(Map.of("completed", 1L));
  }

  @Test
  void withoutTheHeaderTheIdIsTheKey() throws Exception {
    assertThat(send(request("/events").POST(BodyPublishers.ofString(CALL))).statusCode())
        .isEqualTo(200);
    assertThat(post(CALL, "exotel:c1:terminal:ab")).isEqualTo(200);
    assertThat(crm.totals().repeats()).isEqualTo(1);
  }

  @Test
  void whatIsNoEventIsRefused() throws Exception {
    assertThat(post("{", "k1")).isEqualTo(400);
    assertThat(post("", "k1")).isEqualTo(422);
    assertThat(post("[1]", "k1")).isEqualTo(422);
    assertThat(post("{\"sid\":\"c1\"}", "")).isEqualTo(422);
    assertThat(post(" ".repeat((1 << 20) + 1), "k1")).isEqualTo(413);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(crm.totals()).isEqualTo(new Totals(0, 0, 0));
  }

  @Test
  void theRawListHasTheEventsAsReceived() throws Exception {
    post(CALL, "k1");
    JsonNode list = new ObjectMapper().readTree(get("/events.json").body());
    assertThat(list).containsExactly(new ObjectMapper().readTree(CALL));
  }

  @Test
  void thePageIsHtmlAndItsFilesAreThere() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.body()).contains("/page.css", "/page.js");
    assertThat(get("/page.css").body()).isEqualTo(PageFiles.STYLE);
    assertThat(get("/page.js").body()).isEqualTo(PageFiles.SCRIPT);
  }

  @Test
  void aTakenPortIsNamed() {
    try (DemoCrm second = new DemoCrm("127.0.0.1", crm.url().getPort())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining(crm.url().toString());
      assertThat(second.check().ready()).isFalse();
    }
  }

  private int post(String body, String key) throws Exception {
    return send(request("/events")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(crm.url().resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
