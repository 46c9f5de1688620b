// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.ops.OpsServer;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.Feed;

/** docs/openapi.json is made of the routes and answers. Written by the docs.write property. */
class OpenApiTest {

  private static final Path DOCUMENT = Path.of("../docs/openapi.json");

  private final Ops ops = new Ops();
  private final GatewayConfig config =
      TestConfig.with(secrets("sidstream.http.host", "0.0.0.0", "sidstream.http.port", "8080"));
  private OpsServer server;
  private String text;
  private JsonNode json;

  @BeforeEach
  void ask() throws Exception {
    server = new OpsServer(ops, "127.0.0.1", 0);
    server.start();
    Gateway.of(config, ops, new InMemoryEventLog());
    HttpResponse<String> answer = get("/openapi.json");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    text = answer.body();
    json = new ObjectMapper().readTree(text);
  }

  @AfterEach
  void close() {
    server.close();
    ops.close();
  }

  @Test
  void theDocumentInDocsIsTheOneThatIsServed() throws IOException {
    if (Boolean.getBoolean("sidstream.docs.write")) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(text);
  }

  @Test
  void itHasWhatTheStandardRequires() {
    assertThat(json.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(json.at("/info/title").asText()).isNotEmpty();
    assertThat(json.at("/info/version").asText()).isNotEmpty();
    assertThat(json.at("/servers/0/url").asText()).isEqualTo("http://localhost:8080");
    List<String> ids = new ArrayList<>();
    for (JsonNode path : json.get("paths")) {
      for (String method : List.of("get", "head", "post")) {
        ids.add(path.get(method).get("operationId").asText());
        assertThat(path.get(method).get("responses")).isNotEmpty();
      }
    }
    assertThat(ids).doesNotHaveDuplicates().hasSize(4 * 3);
    assertThat(json.findValues("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(json.at(ref.asText().substring(1)).isObject()).isTrue());
    for (JsonNode response : json.at("/components/responses")) {
      assertThat(response.get("description").asText()).isNotEmpty();
    }
  }

  @Test
  void everyFeedIsThereWithItsLargestBody() {
    Map<String, Endpoint> endpoints = Sources.endpoints(config.sources(), ops.meters());
    assertThat(endpoints.keySet()).containsExactlyInAnyOrderElementsOf(Sources.known());
    endpoints.forEach(
        (source, endpoint) -> {
          JsonNode feeds = json.at("/paths").get("/hooks/" + source + "/{feed}/{secret}");
          List<JsonNode> named = new ArrayList<>();
          feeds.at("/parameters/0/schema/oneOf").forEach(named::add);
          assertThat(named)
              .extracting(one -> one.get("const").asText())
              .containsExactlyElementsOf(
                  endpoint.source().feeds().stream().map(Feed::name).toList());
          assertThat(named)
              .extracting(one -> one.get("x-largest-body").asInt())
              .containsExactlyElementsOf(
                  endpoint.source().feeds().stream()
                      .map(feed -> Math.max(1048576, feed.largestBody()))
                      .toList());
        });
  }

  @Test
  void everyAnswerThatCanBeGivenIsThere() {
    List<String> refusals = List.of("400", "401", "403", "404", "408", "413", "414", "431", "503");
    for (JsonNode path : json.get("paths")) {
      assertThat(path.at("/post/responses").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(with200(refusals));
      List<String> noBody = refusals.stream().filter(status -> !status.equals("413")).toList();
      assertThat(path.at("/get/responses").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(with200(noBody));
      assertThat(path.at("/head/responses").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(with200(noBody));
    }
    assertThat(json.at("/components/responses").fieldNames())
        .toIterable()
        .contains("405")
        .containsAll(refusals);
    assertThat(json.at("/components/responses/503/headers/Retry-After/schema/const").asText())
        .isEqualTo("1");
    assertThat(json.findValues("Sidstream-Receipt")).hasSize(4 * 2); // not for HEAD
  }

  @Test
  void thePageSaysTheSameAndHoldsNoSecret() throws Exception {
    String page = get("/openapi").body();
    assertThat(page)
        .contains("http://localhost:8080/hooks/", "heartbeat", "10 MiB", "WWW-Authenticate")
        .contains(
            "curl -i 'http://localhost:8080/hooks/exotel/popup/&lt;secret>?CallSid=example&amp;")
        .contains("--form-string 'Legs[0][Status]=completed'")
        .doesNotContain("<secret>", "http-equiv", "src=");
    assertThat(page + text).doesNotContain(TestConfig.SECRET);
    assertThat(get("/").body()).contains("href=\"/openapi\"", "href=\"/openapi.json\"");
  }

  private static List<String> with200(List<String> others) {
    List<String> all = new ArrayList<>(List.of("200"));
    all.addAll(others);
    return all;
  }

  private static Map<String, String> secrets(String... more) {
    Map<String, String> settings = new HashMap<>();
    for (String source : Sources.known()) {
      settings.put("sidstream.sources." + source + ".secret", TestConfig.SECRET);
    }
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }
}
