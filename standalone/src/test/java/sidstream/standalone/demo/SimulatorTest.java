// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.testkit.CrmAnswer;
import sidstream.testkit.CrmRequest;
import sidstream.testkit.FakeCrm;

@Timeout(60)
final class SimulatorTest {

  private static final List<Duration> SOON = Collections.nCopies(3, Duration.ofMillis(10));

  /** Any server that records what it is sent; here it stands for the gateway. */
  private final FakeCrm gateway = new FakeCrm();

  private final Campaign campaign = new Campaign(new Random(1), InstantSource.system());

  @BeforeEach
  void open() {
    gateway.start();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void everyWebhookOfAWaveIsPostedToItsFeedWithItsQuery() throws Exception {
    Wave wave = campaign.wave(30, 500);
    try (Simulator simulator = simulator(500)) {
      simulator.post(wave);

      int all = wave.postings().size();
      assertThat(simulator.traffic())
          .isEqualTo(
              new Traffic(
                  all, wave.expected().repeats(), new TreeMap<>(Map.of(200, (long) all)), 0));
    }
    assertThat(gateway.requests().stream().map(SimulatorTest::webhook))
        .containsExactlyInAnyOrderElementsOf(
            wave.postings().stream().map(Posting::webhook).toList());
  }

  @Test
  void aRefusalForNowIsTriedAgainWithTheSameBytes() throws Exception {
    gateway.answer(
        request ->
            gateway.requests().stream().filter(one -> one.body().equals(request.body())).count() < 3
                ? CrmAnswer.status(503)
                : CrmAnswer.ok());
    Wave wave = campaign.wave(3, 500);
    try (Simulator simulator = simulator(500)) {
      simulator.post(wave);

      assertThat(simulator.traffic().answered(200)).isEqualTo(wave.postings().size());
      assertThat(simulator.traffic().answered(503)).isPositive();
      assertThat(simulator.traffic().givenUp()).isZero();
    }
  }

  @Test
  void whatIsNeverAcceptedIsGivenUpAndCounted() throws Exception {
    gateway.stop();
    Wave wave = campaign.wave(2, 500);
    try (Simulator simulator = simulator(500)) {
      simulator.post(wave);

      int all = wave.postings().size();
      assertThat(simulator.traffic().givenUp()).isEqualTo(all);
      assertThat(simulator.traffic().answered(0)).isEqualTo(all * (1L + SOON.size()));
    }
  }

  @Test
  void aRefusalForGoodIsNotTriedAgain() throws Exception {
    gateway.answer(request -> CrmAnswer.status(401));
    Wave wave = campaign.wave(2, 500);
    try (Simulator simulator = simulator(500)) {
      simulator.post(wave);

      assertThat(simulator.traffic().answered(401)).isEqualTo(wave.postings().size());
    }
  }

  @Test
  void itRunsWaveAfterWaveUntilClosed() {
    Simulator simulator = simulator(4_000);
    assertThat(simulator.check().ready()).isFalse();
    simulator.start();
    await().until(() -> simulator.traffic().answered(200) > 2_500);
    assertThat(simulator.check().ready()).isTrue();

    simulator.close();
    simulator.close();
    await().until(() -> !simulator.check().alive());
  }

  @Test
  void closingLetsAWaitingPosterGo() {
    gateway.answer(request -> CrmAnswer.status(503));
    Simulator simulator =
        new Simulator(feeds(), 500, campaign, Collections.nCopies(9, Duration.ofMinutes(1)));
    Thread poster =
        new Thread(
            () -> {
              try {
                simulator.post(campaign.wave(2, 500));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    poster.start();
    await().until(() -> simulator.traffic().answered(503) > 0);

    simulator.close();

    await().until(() -> !poster.isAlive());
  }

  @Test
  void aMissingFeedIsNamed() {
    assertThatThrownBy(() -> new Simulator(Map.of(), 20, campaign)).hasMessageContaining("sms");
  }

  private Simulator simulator(double perSecond) {
    return new Simulator(feeds(), perSecond, campaign, SOON);
  }

  private Map<String, URI> feeds() {
    return Map.of(
        "call", gateway.url().resolve("/call"),
        "sms", gateway.url().resolve("/sms"),
        "campaign", gateway.url().resolve("/campaign"));
  }

  private static Webhook webhook(CrmRequest request) {
    URI target = URI.create(request.target());
    return new Webhook(
        target.getPath().substring(1),
        target.getQuery(),
        request.header("Content-Type").orElseThrow(),
        request.body());
  }
}
