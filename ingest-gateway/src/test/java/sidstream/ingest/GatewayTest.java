// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/** The gateway as it is wired, over HTTP, with the log in memory. */
class GatewayTest {

  private static final String OLD_SECRET = "old-secret-0123456789";

  private final Ops ops = new Ops();
  private final InMemoryEventLog log = new InMemoryEventLog();
  private final Gateway gateway =
      Gateway.of(
          TestConfig.with(Map.of("sidstream.sources.exotel.previous-secret", OLD_SECRET)),
          ops,
          log);

  @BeforeEach
  void start() {
    gateway.app().reportTo(ops.health()).start();
  }

  @AfterEach
  void stop() {
    gateway.app().close();
    ops.close();
  }

  /** Each one event, by POST. */
  static List<ExotelSample> samples() {
    return ExotelSamples.all().stream()
        .filter(sample -> sample.method().equals("POST") && sample.events() == 1)
        .toList();
  }

  @Test // one gateway for all: each start warms up
  void everySampleIsStoredByteForByte() throws Exception {
    assertThat(samples()).hasSizeGreaterThan(30);
    for (ExotelSample sample : samples()) {
      int before = log.events().size();
      assertThat(post(sample, TestConfig.SECRET)).as("%s", sample).isEqualTo(200);
      assertThat(log.events()).as("%s", sample).hasSize(before + 1);
      WebhookEvent event = log.events().get(before);
      assertThat(event.getRaw().array()).as("%s", sample).isEqualTo(sample.body());
      assertThat(event.getContentType()).as("%s", sample).isEqualTo(sample.contentType());
      assertThat(event.getFeed()).as("%s", sample).isEqualTo(sample.feed());
      assertThat(event.getMethod()).as("%s", sample).isEqualTo("POST");
    }
    assertThat(log.quarantined()).isEmpty();
  }

  @Test
  void everyReceiptHasAnIdOfItsOwn() throws Exception {
    ExotelSample sample = ExotelSamples.named("sms-sent.form");
    post(sample, TestConfig.SECRET);
    post(sample, TestConfig.SECRET);
    assertThat(log.events())
        .extracting(WebhookEvent::getReceiptId)
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertThat(log.events())
        .extracting(WebhookEvent::getFingerprint)
        .containsOnly(log.events().get(0).getFingerprint());
  }

  @Test
  void theSecretBeforeThisOneStillCounts() throws Exception {
    assertThat(post(ExotelSamples.named("sms-sent.form"), OLD_SECRET)).isEqualTo(200);
    assertThat(post(ExotelSamples.named("sms-sent.form"), "no-secret-0123456789")).isEqualTo(401);
  }

  @Test
  void itIsReadyAndSaysOfWhichParts() {
    assertThat(ops.health().ready()).isTrue();
    assertThat(ops.health().now())
        .containsOnlyKeys("ingest-gateway.log", "ingest-gateway.warm-up", "ingest-gateway.http");
  }

  @Test
  void aLiveSecretInABodyReachesNoLog() throws Exception {
    String url = "https://hooks.example.com/hooks/exotel/call/" + TestConfig.SECRET + "?lead=7";
    String form = "CallSid=c0ffee&Status=completed&passthru=" + URLEncoder.encode(url, UTF_8);
    byte[] body = form.getBytes(UTF_8);
    assertThat(post("call", "application/x-www-form-urlencoded", body)).isEqualTo(200);
    assertThat(post("call", "text/plain", TestConfig.SECRET.getBytes(UTF_8))).isEqualTo(200);
    WebhookEvent event = log.events().get(0);
    assertThat(event.getSid()).isEqualTo("c0ffee");
    assertThat(event.toString()).contains("lead").doesNotContain(TestConfig.SECRET);
    assertThat(UTF_8.decode(event.getRaw()).toString())
        .startsWith("CallSid=c0ffee&Status=completed&passthru=https")
        .contains("[redacted]")
        .doesNotContain(TestConfig.SECRET);
    assertThat(UTF_8.decode(log.quarantined().get(0).getRaw()).toString()).isEqualTo("[redacted]");
  }

  private int post(String feed, String type, byte[] body) throws Exception {
    String url =
        "http://127.0.0.1:%d/hooks/exotel/%s/%s"
            .formatted(gateway.http().port(), feed, TestConfig.SECRET);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private int post(ExotelSample sample, String secret) throws Exception {
    String url =
        "http://127.0.0.1:%d/hooks/exotel/%s/%s"
            .formatted(gateway.http().port(), sample.feed(), secret);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", sample.contentType())
            .POST(BodyPublishers.ofByteArray(sample.body()))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }
}
