// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sidstream.ingest.TestCorridor;
import sidstream.ingest.log.ClockSkew.Seen;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** What every log promises, on a real broker in this VM: one for each class of tests. */
abstract class KafkaLogContract extends EventLogContract {

  private static TestCorridor corridor;

  @BeforeAll
  static void open() throws Exception {
    corridor = new TestCorridor();
    corridor.start();
  }

  @AfterAll
  static void stop() {
    corridor.close();
  }

  static TestCorridor corridor() {
    return corridor;
  }

  @Test
  void acksSayThatTheClockIsTheBrokers() throws Exception {
    EventLog log = started();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    log.append(Records.event("clock", 79, 0)).join();
    AtomicReference<Seen> seen = new AtomicReference<>();
    await() // a receipt of the spool may come before the ack
        .atMost(PATIENCE)
        .until(
            () -> {
              log.clockSkew().news().ifPresent(seen::set);
              return seen.get() != null;
            });
    assertThat(seen.get().minute()).isBetween(before, Instant.now());
    assertThat(seen.get().counts()).isEqualTo(Map.of("ahead_ms", 0L, "behind_ms", 0L));
  }

  @Override
  List<WebhookEvent> events(String sid) {
    return corridor.events(sid);
  }

  @Override
  List<QuarantinedWebhook> quarantined() {
    return corridor.quarantined();
  }
}
