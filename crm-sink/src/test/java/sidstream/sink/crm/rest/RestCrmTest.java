// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.sink.CrmEvents;
import sidstream.sink.crm.Activity;
import sidstream.sink.crm.ActivityMapper;
import sidstream.sink.crm.Crm;
import sidstream.sink.crm.CrmContract;
import sidstream.sink.crm.HttpVerdict;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Delivered;
import sidstream.sink.delivery.DeliveryResult.Rejected;
import sidstream.sink.delivery.DeliveryResult.Retry;
import sidstream.testkit.CrmAnswer;
import sidstream.testkit.CrmRequest;
import sidstream.testkit.FakeCrm;

class RestCrmTest implements CrmContract {

  private static final Activity CALL = new ActivityMapper().map(CrmEvents.call());
  private static final Instant NOW = Instant.parse("2025-11-12T09:00:00Z");

  private final FakeCrm fake = new FakeCrm().start();

  @Override
  public Crm crm() {
    return crm(fake.url().resolve("/activities?key=hush"), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void theActivityIsPostedAsJsonWithItsKey() throws Exception {
    crm().deliver(CALL, "exotel:c0ffee:terminal:5eed");
    CrmRequest request = fake.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/activities?key=hush");
    assertThat(request.header("Content-Type")).contains("application/json");
    assertThat(request.header("Idempotency-Key")).contains("exotel:c0ffee:terminal:5eed");
    assertThat(request.header("Authorization")).contains("Bearer hush");
    assertThat(request.body()).isEqualTo(CALL.json());
  }

  @Test
  void theAnswersStatusDecides() throws Exception {
    assertThat(answered(CrmAnswer.status(201))).isEqualTo(new Delivered(201));
    assertThat(answered(CrmAnswer.status(400).json("{\"error\":\"number\"}")))
        .isEqualTo(new Rejected("the CRM answered 400", 400));
    assertThat(answered(CrmAnswer.status(429).header("Retry-After", "7")))
        .isEqualTo(new Retry(Duration.ofSeconds(7), "the CRM answered 429", 429));
    assertThat(
            answered(CrmAnswer.status(503).header("Retry-After", "Wed, 12 Nov 2025 09:01:00 GMT")))
        .isEqualTo(new Retry(Duration.ofMinutes(1), "the CRM answered 503", 503));
  }

  @Test
  void noRedirectIsFollowed() throws Exception {
    String elsewhere = fake.url() + "/elsewhere";
    assertThat(answered(CrmAnswer.status(307).header("Location", elsewhere)))
        .isEqualTo(new Rejected("the CRM answered 307", 307));
    assertThat(fake.requests()).hasSize(1);
  }

  @Test
  void aConnectionThatBreaksIsTriedAgain() throws Exception {
    assertThat(answered(CrmAnswer.hangUp())).isInstanceOf(Retry.class);
  }

  @Test
  void aCrmThatIsAwayIsTriedAgain() throws Exception {
    fake.stop();
    Retry retry = (Retry) crm().deliver(CALL, "k");
    assertThat(retry.why()).contains("no answer: ConnectException").doesNotContain("hush");
    assertThat(retry.statusCode()).isNull();
  }

  @Test
  void aCrmWithoutAnAddressIsTriedAgain() throws Exception {
    Crm nowhere = crm(URI.create("http://crm.invalid/hush"), Duration.ofSeconds(10));
    assertThat(((Retry) nowhere.deliver(CALL, "k")).why()).doesNotContain("hush");
  }

  @Test
  void aSlowAnswerIsTriedAgainAfterTheTimeout() throws Exception {
    fake.answer(request -> CrmAnswer.ok().after(Duration.ofSeconds(30)));
    Crm impatient = crm(fake.url(), Duration.ofMillis(200));
    assertThat(impatient.deliver(CALL, "k"))
        .isEqualTo(new Retry(null, "no answer: HttpTimeoutException: not within PT0.2S", null));
  }

  @Test
  void aLargeAnswerIsNotReadToItsEnd() throws Exception {
    assertThat(answered(CrmAnswer.status(422).json("x".repeat(5_000_000))))
        .isEqualTo(new Rejected("the CRM answered 422", 422));
  }

  @Test
  void anAnswerWhoseBodyNeverEndsCountsByItsStatus() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread endless = new Thread(() -> answerWithoutEnd(server, over));
      endless.start();
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      assertThat(crm(url, Duration.ofMillis(500)).deliver(CALL, "k")).isEqualTo(new Delivered(200));
      over.countDown();
      endless.join();
    }
  }

  private static void answerWithoutEnd(ServerSocket server, CountDownLatch over) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nto be continued";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      over.await();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private DeliveryResult answered(CrmAnswer answer) throws InterruptedException {
    fake.answer(request -> answer);
    return crm().deliver(CALL, "k");
  }

  private static Crm crm(URI url, Duration timeout) {
    RestTarget target = new RestTarget(url, Map.of("Authorization", "Bearer hush"), timeout);
    return new RestCrm(target, new HttpVerdict(Set.of(), Set.of()), () -> NOW);
  }
}
