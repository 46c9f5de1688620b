// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.chassis.config.Secret;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.HandClock;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.exotel.ExotelAnswers;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.FakeExotelApi;
import sidstream.testkit.FreePort;

/**
 * What is asked, when, and what becomes of the answers: over HTTP, by a clock that the test moves.
 */
class PullTest {

  private static final String CALL = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String OTHER_CALL = "91cfbec2d78bbbf10fb851f4fa1619bd";
  private static final String SMS = "09f5d1e0c1a94a1b8a7e6a5b4c3d19bc";
  private static final Instant NOON = OpenRequestsTest.NOON;
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final FakeExotelApi fake = new FakeExotelApi();
  private final List<String> told = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private final InMemoryEventLog log = new InMemoryEventLog();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry);
  private final OpenRequests open = new OpenRequests();
  private final ExotelAnswers answers = new ExotelAnswers(ZoneId.of("Asia/Kolkata"), "IN");
  private final HandClock clock = new HandClock(NOON);
  private final ApiCalls calls = new ApiCalls(meters, this::tell, clock);
  private ExotelApi api = new ExotelApi(access(fake.url(), "token", 5_000), calls, clock);

  PullTest() throws IOException {}

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void theCreditIsReadEverySoOften() throws Exception {
    fake.tell("Balance.json", FakeExotelApi.sample("balance.json"));
    BalancePoller poller = poller();
    assertThat(poller.look()).isTrue();
    assertThat(poller.look()).isFalse();
    move(EVERY.minusMillis(1));
    assertThat(poller.look()).isFalse();
    move(Duration.ofMillis(1));
    assertThat(poller.look()).isTrue();
    assertThat(told)
        .filteredOn(line -> line.startsWith("balance"))
        .containsExactly(
            "balance exotel 2025-11-12T12:00:00Z {paise=154375}",
            "balance exotel 2025-11-12T12:10:00Z {paise=154375}");
    assertThat(fake.asked()).containsExactly("Balance.json", "Balance.json");
  }

  @Test
  void anAccountWithoutABalanceIsNotAskedBeforeTheNextTime() {
    BalancePoller poller = poller();
    assertThatThrownBy(poller::look)
        .isInstanceOf(ApiException.class)
        .hasMessage("Exotel's API answers Balance.json by 404");
    move(EVERY.minusSeconds(1));
    assertThat(asks(poller)).isFalse();
    move(Duration.ofSeconds(1));
    assertThatThrownBy(poller::look).isInstanceOf(ApiException.class);
  }

  @Test
  void aBalanceThatIsNoneIsAnError() {
    fake.tell("Balance.json", "{\"Account\":{}}");
    assertThatThrownBy(poller()::look).hasMessageContaining("Balance.json without a balance");
    assertThat(told).isEmpty();
  }

  @Test
  void everyCallIsToldOnceItsMinuteIsOver() throws Exception {
    fake.tell("Balance.json", FakeExotelApi.sample("balance.json"));
    fake.refuse("Calls.json", 503, "");
    api.get("Balance.json", "Balance.json");
    move(Duration.ofSeconds(1));
    assertThatThrownBy(() -> api.get("Calls.json", "Calls.json")).hasMessageContaining("503");
    calls.look();
    assertThat(told).isEmpty();
    move(Duration.ofMinutes(1));
    calls.look();
    assertThat(told).containsExactly("api-calls exotel 2025-11-12T12:00:00Z {200=1, 503=1}");
    calls.tell();
    assertThat(told).hasSize(1);
    assertThat(count("sidstream.api.calls", "503")).isEqualTo(1);
  }

  @Test
  void oneRequestASecondAtSixtyAMinute() throws Exception {
    fake.tell("Balance.json", FakeExotelApi.sample("balance.json"));
    assertThat(api.isOpen()).isTrue();
    api.get("Balance.json", "Balance.json");
    assertThat(api.isOpen()).isFalse();
    move(Duration.ofMillis(999));
    assertThat(api.isOpen()).isFalse();
    move(Duration.ofMillis(1));
    assertThat(api.isOpen()).isTrue();
  }

  @Test
  void aRefusalIsFollowedByTheWaitItAsksFor() {
    fake.refuse("Calls.json", 429, "45");
    assertThatThrownBy(() -> api.get("Calls.json", "Calls.json")).hasMessageContaining("429");
    move(Duration.ofSeconds(44));
    assertThat(api.isOpen()).isFalse();
    move(Duration.ofSeconds(1));
    assertThat(api.isOpen()).isTrue();
    for (String nonsense : List.of("", "soon", "-1", "0", "99999999")) {
      fake.refuse("Calls.json", 429, nonsense);
      assertThatThrownBy(() -> api.get("Calls.json", "Calls.json")).hasMessageContaining("429");
      move(Duration.ofSeconds(30));
      assertThat(api.isOpen()).as(nonsense).isTrue();
    }
  }

  @Test
  void aWaitHasABound() {
    fake.refuse("Calls.json", 429, "86400");
    assertThatThrownBy(() -> api.get("Calls.json", "Calls.json")).hasMessageContaining("429");
    move(Duration.ofMinutes(10));
    assertThat(api.isOpen()).isTrue();
  }

  @Test
  void wrongCredentialsAreNamedAndNotShown() {
    api = new ExotelApi(access(fake.url(), "wrong-token", 5_000), calls, clock);
    assertThatThrownBy(poller()::look)
        .hasMessage("Exotel's API answers Balance.json by 401")
        .hasMessageNotContaining("wrong-token");
    assertThat(access(fake.url(), "wrong-token", 1).toString()).doesNotContain("wrong-token");
  }

  @Test
  void noAnswerIsAnError() throws Exception {
    api =
        new ExotelApi(
            access(URI.create("http://127.0.0.1:" + FreePort.next()), "t", 5_000), calls, clock);
    assertThatThrownBy(poller()::look).hasMessageContaining("does not answer Balance.json");
    move(Duration.ofMinutes(1));
    calls.look();
    assertThat(told).containsExactly("api-calls exotel 2025-11-12T12:00:00Z {none=1}");
  }

  @Test
  void anAnswerThatTakesTooLongIsNone() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      api = new ExotelApi(access(url, "t", 50), calls, clock);
      assertThatThrownBy(poller()::look)
          .hasMessage("Exotel's API does not answer Balance.json within 50 ms");
    }
  }

  @Test
  void anAnswerThatNeverEndsIsCut() {
    fake.tell("Balance.json", " ".repeat(5_000_000));
    assertThatThrownBy(poller()::look)
        .hasMessageContaining("does not answer Balance.json")
        .hasMessageContaining("longer than 4194304 bytes");
  }

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

  private void move(Duration step) {
    clock.move(step);
  }

  private BalancePoller poller() {
    return new BalancePoller(api, answers, EVERY, this::tell, clock);
  }

  private static boolean asks(BalancePoller poller) {
    try {
      return poller.look();
    } catch (ApiException | InterruptedException e) {
      return true;
    }
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

  private void tell(String kind, String source, Instant minute, Map<String, Long> counts) {
    told.add(kind + ' ' + source + ' ' + minute + ' ' + new java.util.TreeMap<>(counts));
  }

  private double count(String meter, String label) {
    return registry.get(meter).counters().stream()
        .filter(
            counter -> counter.getId().getTags().stream().anyMatch(t -> t.getValue().equals(label)))
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  private static ApiAccess access(URI url, String token, long patienceMs) {
    return new ApiAccess(
        url, "exampleaccount", "key", new Secret(token), 60, Duration.ofMillis(patienceMs));
  }
}
