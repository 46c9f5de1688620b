// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sidstream.testkit.FakeExotelApi;
import sidstream.testkit.FreePort;

/** What is asked of the API, how often, what is told of it, and the credit. */
class ExotelApiTest extends PullWorld {

  private static final Duration EVERY = Duration.ofMinutes(10);

  ExotelApiTest() throws IOException {}

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
  void anAccountWithoutABalanceIsAskedOnceADay() {
    BalancePoller poller = poller();
    assertThatThrownBy(poller::look)
        .isInstanceOf(ApiException.class)
        .hasMessage("Exotel's API answers Balance.json by 404");
    move(Duration.ofDays(1).minusSeconds(1));
    assertThat(asks(poller)).isFalse();
    move(Duration.ofSeconds(1));
    assertThatThrownBy(poller::look).isInstanceOf(ApiException.class);
  }

  @Test
  void anApiThatFailsIsAskedAgainTheNextTime() {
    fake.refuse("Balance.json", 500, "");
    BalancePoller poller = poller();
    assertThatThrownBy(poller::look).hasMessage("Exotel's API answers Balance.json by 500");
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
}
