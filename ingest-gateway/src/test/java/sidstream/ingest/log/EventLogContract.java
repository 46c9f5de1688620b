// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Check;
import sidstream.ingest.log.Receipt.Stored;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** What every log promises. */
abstract class EventLogContract {

  static final Duration AT_ONCE = Duration.ofMillis(200);
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EventLog log = create();

  /** A new log, not started. */
  abstract EventLog create();

  /** What is in the log, in the order of its Sid. */
  abstract List<WebhookEvent> events(String sid);

  abstract List<QuarantinedWebhook> quarantined();

  @AfterEach
  void close() {
    log.close();
  }

  EventLog started() throws Exception {
    log.start();
    return log;
  }

  @Test
  void whatHasAReceiptIsThere() throws Exception {
    WebhookEvent event = Records.event("there", 1, 0);
    assertThat(started().append(event)).succeedsWithin(PATIENCE).isInstanceOf(Stored.class);
    assertThat(events("there")).containsExactly(event);
  }

  @Test
  void aQuarantinedWebhookIsKeptAsItCame() throws Exception {
    QuarantinedWebhook webhook = Records.quarantined();
    assertThat(started().append(webhook)).succeedsWithin(PATIENCE).isInstanceOf(Stored.class);
    assertThat(quarantined()).contains(webhook);
  }

  @Test
  void eventsOfOneSidKeepTheirOrder() throws Exception {
    started();
    List<CompletableFuture<Receipt>> receipts =
        IntStream.range(0, 500).mapToObj(i -> log.append(Records.event("order", i, 0))).toList();
    assertThat(offsets(receipts)).isSorted().doesNotHaveDuplicates().hasSize(500);
    assertThat(events("order"))
        .extracting(WebhookEvent::getStep)
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "step-" + i).toList());
  }

  @Test
  void eventsOfManyThreadsAllArrive() throws Exception {
    started();
    List<CompletableFuture<Receipt>> receipts =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(i -> log.append(Records.event("threads", i, 0)))
            .toList();
    assertThat(offsets(receipts)).doesNotHaveDuplicates();
    assertThat(events("threads")).hasSize(400);
  }

  @Test
  void theLargestBodyFits() throws Exception {
    WebhookEvent event = Records.event("large", 1, 1024 * 1024);
    assertThat(started().append(event)).succeedsWithin(PATIENCE);
    assertThat(events("large")).containsExactly(event);
  }

  @Test
  void aStartedLogIsReady() throws Exception {
    assertThat(started().check()).isEqualTo(Check.OK);
  }

  @Test
  void beforeTheStartAppendsFailAtOnce() {
    assertThat(log.check().ready()).isFalse();
    assertThat(log.append(Records.event("early", 1, 0))).failsWithin(AT_ONCE);
    assertThat(log.append(Records.quarantined())).failsWithin(AT_ONCE);
  }

  @Test
  void afterTheCloseAppendsFailAtOnce() throws Exception {
    started().close();
    log.close();
    assertThat(log.check().ready()).isFalse();
    assertThat(log.append(Records.event("late", 1, 0))).failsWithin(AT_ONCE);
    assertThat(events("late")).isEmpty();
  }

  private static List<Long> offsets(List<CompletableFuture<Receipt>> receipts) {
    return LongStream.range(0, receipts.size())
        .map(i -> ((Stored) receipts.get((int) i).join()).offset())
        .boxed()
        .toList();
  }
}
