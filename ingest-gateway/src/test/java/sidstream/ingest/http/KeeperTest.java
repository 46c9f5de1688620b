// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.ingest.http.WebhookHandler.Counting;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.PlainSource;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.record.WebhookEvent;

/** What is told and counted of a request, by the receipts of its parts. */
class KeeperTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Receipt STORED = new Receipt.Stored(0, 1);
  private static final Receipt SPOOLED = new Receipt.Spooled(7);
  private static final RawWebhook RAW = Webhooks.of("plain", "text/plain", "c0ffee");
  private static final WebhookEvent EVENT = Webhooks.event(new PlainSource().read(RAW));
  private static final Quarantine QUARANTINE = new Quarantine(Reason.NO_SID, "no Sid");

  private final Ops ops = new Ops();
  private final Told accepted = new Told();

  @AfterEach
  void stop() {
    ops.close();
  }

  private final Deadlines deadlines = new Deadlines();

  @Test
  void whatKafkaHasIsStored() {
    assertThat(keep(Reading.of(EVENT), STORED)).isEqualTo(Reply.STORED);
    assertThat(counted("stored")).isEqualTo(1);
    assertThat(counted("spooled")).isZero();
  }

  @Test
  void whatTheSpoolHasIsSpooled() {
    assertThat(keep(Reading.of(EVENT), SPOOLED)).isEqualTo(Reply.SPOOLED);
    assertThat(counted("stored")).isZero();
    assertThat(counted("spooled")).isEqualTo(1);
  }

  @Test
  void everyItemCountsByItsOwnReceipt() {
    Reading three = new Reading.Events(List.of(EVENT, EVENT, EVENT), Optional.of(QUARANTINE));
    assertThat(keep(three, STORED, SPOOLED, SPOOLED, STORED)).isEqualTo(Reply.SPOOLED);
    assertThat(counted("stored")).isEqualTo(1);
    assertThat(counted("spooled")).isEqualTo(2);
    assertThat(counted("quarantined")).isEqualTo(1);
  }

  @Test
  void aSpooledQuarantineIsQuarantined() {
    assertThat(keep(QUARANTINE, SPOOLED)).isEqualTo(Reply.QUARANTINED);
    assertThat(counted("quarantined")).isEqualTo(1);
    assertThat(counted("spooled")).isZero();
  }

  @Test
  void whatHasAReceiptIsAcceptedInTheMinuteOfItsReceiptAlsoWhenItCameTooLate() {
    Reading three = new Reading.Events(List.of(EVENT, EVENT, EVENT), Optional.of(QUARANTINE));
    keep(three, STORED, SPOOLED, SPOOLED, STORED);
    assertThat(accepted.told).containsExactly(RAW.source() + ' ' + RAW.receivedAt() + " 3 1");

    CompletableFuture<Receipt> late = new CompletableFuture<>();
    StubLog log = new StubLog(() -> late);
    Limits.Times none = new Limits.Times(Duration.ZERO, LONG, LONG, LONG);
    Keeper keeper = new Keeper(log, new Counting(ops.meters(), accepted), none, deadlines);
    Reading one = new Reading.Events(List.of(EVENT), Optional.empty());
    CompletableFuture<Reply> reply = keeper.promise(System.nanoTime());
    keeper.keep(new Fixed(one), RAW, null, reply);
    deadlines.look(System.nanoTime());
    assertThat(reply).isCompletedWithValue(Reply.NO_RECEIPT);
    assertThat(accepted.told).hasSize(1);
    late.complete(STORED);
    assertThat(accepted.told).last().isEqualTo(RAW.source() + ' ' + RAW.receivedAt() + " 1 0");
  }

  /** Notes what is accepted. */
  private static final class Told implements AnswerTally {
    private final List<String> told = new ArrayList<>();

    @Override
    public void answered(String source, String feed, int status) {}

    @Override
    public void accepted(String source, Instant receivedAt, int webhooks, int quarantined) {
      told.add(source + ' ' + receivedAt + ' ' + webhooks + ' ' + quarantined);
    }
  }

  /** In the order of the appends. */
  private Reply keep(Reading reading, Receipt... receipts) {
    Limits.Times times = new Limits.Times(LONG, LONG, LONG, LONG);
    Iterator<Receipt> next = List.of(receipts).iterator();
    StubLog log = new StubLog(() -> CompletableFuture.completedFuture(next.next()));
    Keeper keeper = new Keeper(log, new Counting(ops.meters(), accepted), times, deadlines);
    CompletableFuture<Reply> reply = keeper.promise(System.nanoTime());
    keeper.keep(new Fixed(reading), RAW, null, reply);
    return reply.join();
  }

  private double counted(String how) {
    String prefix = "sidstream_webhooks_" + how + "_total{";
    return ops.scrape()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Reads everything as the same. */
  private record Fixed(Reading reading) implements WebhookSource {

    @Override
    public List<Feed> feeds() {
      return List.of();
    }

    @Override
    public Reading read(RawWebhook raw) {
      return reading;
    }

    @Override
    public Map<String, List<RawWebhook.Request>> examples() {
      return Map.of();
    }
  }
}
