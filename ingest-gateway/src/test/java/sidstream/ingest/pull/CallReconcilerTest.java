// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.FakeExotelApi;

/** What is asked for the end of calls and messages, when, and what becomes of the answers. */
class CallReconcilerTest extends PullWorld {

  private static final String CALL = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String OTHER_CALL = "91cfbec2d78bbbf10fb851f4fa1619bd";
  private static final String SMS = "09f5d1e0c1a94a1b8a7e6a5b4c3d19bc";

  private final List<String> accepted = new ArrayList<>();
  private final InMemoryEventLog log = new InMemoryEventLog();
  private final OpenRequests open = new OpenRequests();

  CallReconcilerTest() throws IOException {}

  @Test
  void whatHasEndedIsAppendedLikeAWebhook() throws Exception {
    log.start();
    fake.tell("Calls.json", FakeExotelApi.sample("calls.json"));
    fake.tell("SMS/Messages/" + SMS + ".json", FakeExotelApi.sample("sms-details.json"));
    add(0, "call", CALL);
    add(1, "call", OTHER_CALL);
    add(2, "sms", SMS);
    assertThat(reconciler().look()).isTrue();
    move(Duration.ofSeconds(1));
    assertThat(reconciler().look()).isTrue();
    move(Duration.ofSeconds(1));
    assertThat(reconciler().look()).isFalse();
    assertThat(fake.asked())
        .containsExactly(
            "Calls.json?details=true&PageSize=20&Sid=" + CALL + "%2C" + OTHER_CALL,
            "SMS/Messages/" + SMS + ".json");
    assertThat(log.events())
        .extracting(WebhookEvent::getSid)
        .containsExactlyInAnyOrder(CALL, OTHER_CALL, SMS);
    assertThat(accepted).containsExactly("exotel 1 0", "exotel 1 0", "exotel 1 0");
    assertThat(open.settledUpTo()).isEqualTo(Map.of(0, 3L));
    assertThat(count("sidstream.reconciled", "found")).isEqualTo(3);
  }

  @Test
  void aCallThatRunsOrIsNotKnownIsAskedForAgain() throws Exception {
    log.start();
    fake.tell("Calls.json", "{\"Calls\":[{\"Sid\":\"" + CALL + "\",\"Status\":\"in-progress\"}]}");
    add(0, "call", CALL);
    add(1, "call", OTHER_CALL);
    assertThat(reconciler().look()).isTrue();
    move(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(reconciler().look()).isFalse();
    fake.tell("Calls.json", FakeExotelApi.sample("calls.json"));
    move(Duration.ofSeconds(1));
    assertThat(reconciler().look()).isTrue();
    assertThat(log.events()).hasSize(2);
  }

  @Test
  void aCallThatHasJustEndedSettlesFirst() throws Exception {
    log.start();
    Instant now = Instant.parse("2025-11-12T09:02:00Z"); // it ended at 09:00:45
    move(Duration.between(NOON, now));
    fake.tell("Calls.json", FakeExotelApi.sample("calls.json"));
    open.add(0, 0, OpenRequestsTest.request("call", CALL, now.minusSeconds(7200)));
    reconciler().look();
    assertThat(log.events()).isEmpty();
    move(Duration.ofSeconds(179));
    assertThat(reconciler().look()).isFalse();
    move(Duration.ofSeconds(1));
    assertThat(reconciler().look()).isTrue();
    assertThat(log.events()).hasSize(1);
  }

  @Test
  void withoutAnAnswerItIsAskedForAgain() throws Exception {
    log.start();
    fake.refuse("Calls.json", 503, "");
    add(0, "call", CALL);
    CallReconciler reconciler = reconciler();
    assertThatThrownBy(reconciler::look).isInstanceOf(ApiException.class);
    assertThat(reconciler.look()).as("the API rests").isFalse();
    fake.tell("Calls.json", FakeExotelApi.sample("calls.json"));
    move(Duration.ofMinutes(5));
    assertThat(reconciler.look()).isTrue();
    assertThat(log.events()).as("of those asked for").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400,false",
    "404,false",
    "302,true",
    "401,true",
    "402,true",
    "403,true",
    "408,true",
    "429,true",
    "503,true"
  })
  void onlyAQuestionThatWasNoGoodIsTakenApart(int status, boolean together) {
    fake.refuse("Calls.json", status, "");
    add(0, "call", CALL);
    add(1, "call", OTHER_CALL);
    assertThatThrownBy(reconciler()::look).isInstanceOf(ApiException.class);
    assertThat(open.due(NOON.plus(Duration.ofMinutes(5)))).hasSize(together ? 2 : 1);
  }

  @Test
  void whatTheLogDoesNotTakeIsAskedForAgain() throws Exception {
    fake.tell("Calls.json", FakeExotelApi.sample("calls.json"));
    add(0, "call", CALL);
    reconciler().look(); // the log is not started: it takes nothing
    assertThat(accepted).isEmpty();
    assertThat(open.settledUpTo()).isEqualTo(Map.of(0, 0L));
    log.start();
    move(Duration.ofMinutes(5));
    reconciler().look();
    assertThat(accepted).hasSize(1);
    assertThat(open.size()).isZero();
  }

  @Test
  void whatNobodyWaitsForIsNotAskedFor() throws Exception {
    add(0, "call", CALL);
    move(Duration.ofHours(1));
    assertThat(reconciler().look()).isFalse();
    assertThat(fake.asked()).isEmpty();
    assertThat(count("sidstream.reconciled", "given-up")).isEqualTo(1);
    assertThat(open.settledUpTo()).isEqualTo(Map.of(0, 1L));
  }

  private void add(long offset, String kind, String sid) {
    open.add(0, offset, OpenRequestsTest.request(kind, sid, NOON.minusSeconds(7200 - offset)));
  }

  private CallReconciler reconciler() {
    AnswerTally tally =
        new AnswerTally() {
          @Override
          public void answered(String source, String feed, int status) {
            throw new AssertionError("nobody was answered");
          }

          @Override
          public void accepted(String source, Instant receivedAt, int webhooks, int quarantined) {
            accepted.add(source + ' ' + webhooks + ' ' + quarantined);
          }
        };
    Findings findings = new Findings(log, tally, this::tell, meters);
    return new CallReconciler(api, answers, open, findings, clock);
  }
}
