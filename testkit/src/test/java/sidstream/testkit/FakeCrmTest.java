// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FakeCrmTest {
  private final FakeCrm crm = new FakeCrm().start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void requestsAreRecordedInOrder() throws Exception {
    post("{\"sid\":\"a\"}", "k1");
    post("{\"sid\":\"b\"}", "k2");
    post("{\"sid\":\"a\"}", "k1");

    assertThat(crm.requests()).extracting(CrmRequest::number).containsExactly(1, 2, 3);
    assertThat(crm.requests().get(0).target()).isEqualTo("/activities?v=1");
    assertThat(crm.bySid("a")).extracting(CrmRequest::number).containsExactly(1, 3);
    assertThat(crm.idempotencyKeys()).containsExactlyInAnyOrder("k1", "k2");
  }

  @Test
  void theScriptDecidesTheAnswer() throws Exception {
    crm.answer(
        request ->
            request.number() == 1
                ? CrmAnswer.status(429).header("Retry-After", "2")
                : CrmAnswer.ok().json("{\"id\":7}"));

    HttpResponse<String> first = post("{}", "k");
    HttpResponse<String> second = post("{}", "k");

    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("retry-after")).hasValue("2");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo("{\"id\":7}");
  }

  @Tag("slow")
  @Test
  void aLateAnswerIsRecordedAtOnceAndHoldsUpNobody() throws Exception {
    crm.answer(
        request ->
            request.number() <= 5 ? CrmAnswer.ok().after(Duration.ofMinutes(1)) : CrmAnswer.ok());
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> post("{}", "slow", Duration.ofMillis(500)))
          .isInstanceOf(HttpTimeoutException.class);
    }

    assertThat(post("{}", "quick").statusCode()).isEqualTo(200);
    assertThat(crm.requests()).hasSize(6);
  }

  @Test
  void aHangUpLeavesTheSenderWithoutAnswer() {
    crm.answer(request -> CrmAnswer.hangUp());

    assertThatThrownBy(() -> post("{}", "k")).isInstanceOf(IOException.class);
    assertThat(crm.requests()).isNotEmpty();
  }

  @Test
  void itComesBackOnTheSamePortWithItsRecords() throws Exception {
    post("{}", "k1");
    crm.stop();
    assertThatThrownBy(() -> post("{}", "k2")).isInstanceOf(ConnectException.class);

    crm.start();
    post("{}", "k3");

    assertThat(crm.idempotencyKeys()).containsExactlyInAnyOrder("k1", "k3");
  }

  @Test
  void aBodyThatIsNotJsonHasNoSid() throws Exception {
    post("sid=a", "k");

    assertThat(crm.requests().get(0).sid()).isEmpty();
    assertThat(crm.bySid("a")).isEmpty();
  }

  private HttpResponse<String> post(String body, String key) throws Exception {
    return post(body, key, Duration.ofSeconds(20));
  }

  private HttpResponse<String> post(String body, String key, Duration patience) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(crm.url().resolve("/activities?v=1"))
            .timeout(patience)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
