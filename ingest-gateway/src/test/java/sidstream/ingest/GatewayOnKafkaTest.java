// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;

/** The gateway while its broker goes and comes back. */
@Tag("slow")
class GatewayOnKafkaTest {

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ops ops = new Ops();
  private final TestCorridor corridor = new TestCorridor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> answered200 = new HashSet<>();
  private Gateway gateway;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    corridor.start();
    gateway =
        Gateway.of(
            TestConfig.with(Map.of("sidstream.http.deadline", DEADLINE.toString())),
            ops,
            corridor.log());
    gateway.app().reportTo(ops.health()).start();
  }

  @AfterEach
  void stop() {
    gateway.app().close();
    corridor.close();
    ops.close();
  }

  @Test
  void whatWasAnswered200IsThereAndEveryAnswerComesInTime() throws Exception {
    await().atMost(PATIENCE).until(() -> post() == 200);
    for (int i = 0; i < 50; i++) {
      assertThat(post()).isEqualTo(200);
    }
    assertThat(ops.health().ready()).isTrue();

    corridor.broker().stop();
    assertThat(timedPost()).isLessThan(DEADLINE.plusSeconds(2));
    assertThat(post()).isEqualTo(503);
    await().atMost(PATIENCE).until(() -> !ops.health().ready());

    corridor.broker().start();
    await().atMost(PATIENCE).until(() -> post() == 200);
    await().atMost(PATIENCE).until(() -> ops.health().ready());
    assertThat(corridor.records(corridor.topics().webhooks))
        .extracting(ConsumerRecord::key)
        .containsAll(answered200);
  }

  private Duration timedPost() throws Exception {
    long start = System.nanoTime();
    post();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private int post() throws Exception {
    String sid = "sid-" + sent++;
    String url =
        "http://127.0.0.1:%d/hooks/exotel/call/%s"
            .formatted(gateway.http().port(), TestConfig.SECRET);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString("CallSid=" + sid + "&Status=completed"))
            .build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    if (status == 200) {
      answered200.add(sid);
    }
    return status;
  }
}
