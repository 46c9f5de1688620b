// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.http.WebhookHandler.Counting;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.WebhookSource;
import sidstream.schemas.record.WebhookEvent;

/**
 * Reads a webhook and makes it durable.
 *
 * <p>The reply waits for the receipt without a thread, and not beyond the deadline. A receipt that
 * comes later was no loss, only a late success: the sender, told 503, sends again, and the
 * processor knows the second copy by its identity. Such late ones are counted.
 */
final class Keeper {

  private static final Logger log = LoggerFactory.getLogger(Keeper.class);

  private final EventLog eventLog;
  private final Meters meters;
  private final AnswerTally tally;
  private final long deadlineNanos;
  private final Deadlines deadlines;

  /**
   * @param deadlines looked at by somebody, often
   */
  Keeper(EventLog eventLog, Counting counting, Limits.Times times, Deadlines deadlines) {
    this.deadlines = deadlines;
    this.eventLog = eventLog;
    this.meters = counting.meters();
    this.tally = counting.answers();
    deadlineNanos = times.deadline().toNanos();
  }

  /**
   * The reply to a request: that there is no receipt, unless there is another one in time.
   *
   * @param complete when the request was, by {@link System#nanoTime}: about now
   */
  CompletableFuture<Reply> promise(long complete) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    deadlines.add(complete + deadlineNanos, reply);
    return reply;
  }

  /**
   * @param compressed the Content-Encoding, if the body has one: it is kept as it is, never
   *     inflated
   * @param reply is completed
   */
  void keep(
      WebhookSource source,
      RawWebhook raw,
      @Nullable String compressed,
      CompletableFuture<Reply> reply) {
    Reading reading = read(source, raw, compressed);
    CompletableFuture<List<Receipt>> unused =
        append(raw, reading)
            .whenComplete(
                (receipts, failure) -> {
                  Receipt weakest = receipts == null ? null : weakest(receipts);
                  boolean inTime = reply.complete(Reply.of(reading, weakest));
                  if (receipts != null) {
                    count(raw, reading, receipts, inTime);
                  }
                });
  }

  /** A source never throws; should one do so, the bytes are kept like any other it cannot read. */
  private static Reading read(WebhookSource source, RawWebhook raw, @Nullable String compressed) {
    if (compressed != null && !compressed.equalsIgnoreCase("identity")) {
      return new Quarantine(
          Reason.UNSUPPORTED_CONTENT_TYPE, "the body is compressed: Content-Encoding");
    }
    try {
      return source.read(raw);
    } catch (RuntimeException | StackOverflowError e) {
      String where = where(e);
      log.atError().addKeyValue("receipt", raw.receiptId()).log("a source failed: {}", where);
      return new Quarantine(Reason.UNRECOGNISED_SHAPE, "the source failed: " + where);
    }
  }

  /** Names the bug without its message, which may quote the request. */
  private static String where(Throwable e) {
    String frame = Stream.of(e.getStackTrace()).findFirst().map(String::valueOf).orElse("?");
    return e.getClass().getSimpleName() + " at " + frame;
  }

  /** The receipts of all parts, in the order of the reading; fails if one part does. */
  private CompletableFuture<List<Receipt>> append(RawWebhook raw, Reading reading) {
    List<CompletableFuture<Receipt>> parts = new ArrayList<>();
    for (WebhookEvent event : events(reading)) {
      parts.add(eventLog.append(event));
    }
    quarantine(reading).ifPresent(why -> parts.add(eventLog.append(raw.quarantined(why))));
    if (parts.isEmpty()) {
      return CompletableFuture.failedFuture(new IllegalStateException("a reading of nothing"));
    }
    if (parts.size() == 1) { // as nearly always
      return parts.get(0).thenApply(List::of);
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
  }

  /** A spooled one, if there is one: the whole is as durable as its weakest part. */
  private static Receipt weakest(List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      if (receipt instanceof Receipt.Spooled) {
        return receipt;
      }
    }
    return receipts.get(0);
  }

  private static List<WebhookEvent> events(Reading reading) {
    return reading instanceof Reading.Events read ? read.events() : List.of();
  }

  private static Optional<Quarantine> quarantine(Reading reading) {
    return reading instanceof Reading.Events read
        ? read.leftOver()
        : Optional.of((Quarantine) reading);
  }

  /** Each event by its own receipt: of one request some may be on the log, others in the spool. */
  private void count(RawWebhook raw, Reading reading, List<Receipt> receipts, boolean inTime) {
    String source = raw.source();
    List<WebhookEvent> events = events(reading);
    int quarantined = receipts.size() - events.size();
    tally.accepted(source, raw.receivedAt(), events.size(), quarantined);
    if (!inTime) {
      meters.count(Meter.WEBHOOKS_LATE, source);
      return;
    }
    for (int i = 0; i < events.size(); i++) {
      boolean spooled = receipts.get(i) instanceof Receipt.Spooled;
      Meter meter = spooled ? Meter.WEBHOOKS_SPOOLED : Meter.WEBHOOKS_STORED;
      meters.count(meter, source, events.get(i).getKind());
    }
    quarantine(reading)
        .ifPresent(why -> meters.count(Meter.WEBHOOKS_QUARANTINED, source, why.reason().name()));
  }
}
