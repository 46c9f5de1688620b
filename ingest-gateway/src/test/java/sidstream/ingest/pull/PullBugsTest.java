// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.ingest.TestConfig;
import sidstream.ingest.TestCorridor;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.testkit.FakeExotelApi;
import sidstream.testkit.FreePort;

/** What becomes of the pull when something in it throws what nobody expects. */
class PullBugsTest extends PullWorld {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private volatile Runnable bug = () -> {};
  private final Pull pull = pull();

  PullBugsTest() throws Exception {}

  @AfterEach
  void stop() {
    pull.close();
  }

  @Tag("slow")
  @Test
  void aBugIsToldAndTheNextTryMayWork() {
    bug =
        () -> {
          throw new IllegalStateException("quotes a number");
        };
    pull.start();
    await().atMost(PATIENCE).until(() -> !pull.check().equals(Check.OK));
    assertThat(pull.check())
        .isEqualTo(new Check(true, true, "a bug, tried again: java.lang.IllegalStateException"));
    bug = () -> {};
    await().atMost(PATIENCE).until(() -> told.toString().contains("balance exotel"));
    await().atMost(PATIENCE).until(() -> pull.check().equals(Check.OK));
  }

  @Test
  void whatOnlyARestartCanHelpIsAlsoTold() {
    bug =
        () -> {
          throw new NoClassDefFoundError("gone");
        };
    pull.start();
    await().atMost(PATIENCE).until(() -> !pull.check().alive());
    assertThat(pull.check())
        .isEqualTo(Check.dead("not asked any more: java.lang.NoClassDefFoundError"));
  }

  private Pull pull() throws IOException {
    fake.tell("Balance.json", FakeExotelApi.sample("balance.json"));
    TestCorridor nowhere = new TestCorridor();
    var kafka =
        TestConfig.with(Map.of("sidstream.kafka.bootstrap-servers", "127.0.0.1:" + FreePort.next()))
            .kafka();
    return new Pull(
        new Pull.Account(access(fake.url(), "token", 5_000), answers, Duration.ofSeconds(1)),
        new Pull.Reach(nowhere.topics(), new KafkaClients(kafka, "test"), nowhere.registry()),
        new Findings(new InMemoryEventLog(), AnswerTally.NONE, this::fail, meters),
        Clock.systemUTC());
  }

  private void fail(String kind, String source, Instant minute, Map<String, Long> counts) {
    if (kind.equals("balance")) {
      bug.run();
    }
    tell(kind, source, minute, counts);
  }
}
