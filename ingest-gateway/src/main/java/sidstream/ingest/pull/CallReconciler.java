// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.log.ReceiptIds;
import sidstream.ingest.pull.OpenRequests.Open;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.exotel.ExotelAnswers;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.StatusMeaning;
import sidstream.schemas.record.WebhookEvent;

/**
 * Asks for the end of calls and messages that stayed silent, and appends what it finds to the log
 * like a webhook: who comes late with the same step is a duplicate or an amendment then. A call
 * that still runs, or is not known to the API, is asked for again. For one thread.
 */
final class CallReconciler {

  private static final Logger log = LoggerFactory.getLogger(CallReconciler.class);

  /** What the feed of such events is called; no callback URL has it. */
  static final String FEED = "reconcile";

  /** How long all receipts of one answer may take; the consumer is not to be away for longer. */
  private static final Duration RECEIPTS = Duration.ofSeconds(30);

  private static final Duration LAST_RECEIPTS = Duration.ofSeconds(2);

  private final ExotelApi api;
  private final ExotelAnswers answers;
  private final OpenRequests open;
  private final Findings findings;
  private final Clock clock;
  private final ReceiptIds ids = new ReceiptIds();

  CallReconciler(
      ExotelApi api, ExotelAnswers answers, OpenRequests open, Findings findings, Clock clock) {
    this.api = api;
    this.answers = answers;
    this.open = open;
    this.findings = findings;
    this.clock = clock;
  }

  /**
   * Asks for what is due, once.
   *
   * @return whether it has asked
   * @throws ApiException when the answer is none; what was asked for is asked for later, one by one
   *     where the question may be the reason
   */
  boolean look() throws ApiException, InterruptedException {
    int given = open.giveUp(clock.instant());
    if (given > 0) {
      findings.meters().count(Meter.RECONCILED, given, Pull.SOURCE, "given-up");
    }
    List<Open> due = api.isOpen() ? open.due(clock.instant()) : List.of();
    if (due.isEmpty()) {
      return false;
    }
    Map<String, WebhookEvent> bySid = new HashMap<>();
    ask(due).forEach(event -> bySid.put(event.getSid(), event));
    settle(due, bySid);
    return true;
  }

  private List<WebhookEvent> ask(List<Open> due) throws ApiException, InterruptedException {
    try {
      return due.get(0).isCall() ? calls(due) : sms(due.get(0));
    } catch (ApiException e) {
      due.forEach(
          one -> {
            if (e.isForTheQuestion()) {
              open.refused(one, clock.instant());
            } else {
              open.unanswered(one, clock.instant());
            }
          });
      throw e;
    } catch (RuntimeException | StackOverflowError e) { // a bug: the answer is not shown
      due.forEach(one -> open.refused(one, clock.instant()));
      throw new ApiException(
          "an answer of Exotel's API cannot be read: " + e.getClass().getName(), true);
    }
  }

  private List<WebhookEvent> calls(List<Open> due) throws ApiException, InterruptedException {
    String sids = due.stream().map(Open::sid).collect(joining("%2C"));
    String name = "Calls.json";
    byte[] answer =
        api.get(
            name + "?details=true&PageSize=" + OpenRequests.MOST_AT_ONCE + "&Sid=" + sids, name);
    return answers.calls(raw(answer));
  }

  private List<WebhookEvent> sms(Open due) throws ApiException, InterruptedException {
    return answers.sms(
        raw(api.get("SMS/Messages/" + due.sid() + ".json", "SMS/Messages/<sid>.json")));
  }

  private RawWebhook raw(byte[] answer) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new RawWebhook(
        ids.next(now.toEpochMilli()),
        now,
        Pull.SOURCE,
        FEED,
        new RawWebhook.Request("GET", Map.of(), "application/json", ByteBuffer.wrap(answer)));
  }

  /** All are on their way before they are waited for. */
  private void settle(List<Open> due, Map<String, WebhookEvent> told) throws InterruptedException {
    Instant now = clock.instant();
    Map<Open, CompletableFuture<Receipt>> appended = new HashMap<>();
    for (Open one : due) {
      WebhookEvent event = told.get(one.sid());
      if (event == null || !hasEnded(event)) {
        open.again(one, now);
      } else if (settlesAt(event).isAfter(now) && one.canWait(now)) {
        open.settles(one, now);
      } else {
        appended.put(one, append(event));
      }
    }
    try {
      await(appended.values(), RECEIPTS);
    } catch (InterruptedException e) {
      await(appended.values(), LAST_RECEIPTS);
      throw e;
    } finally {
      appended.forEach((one, receipt) -> settle(one, receipt, now));
    }
  }

  private static boolean hasEnded(WebhookEvent event) {
    Kind kind = Kind.of(event.getKind());
    return StatusMeaning.of(kind, Status.of(event.getStatus())).terminal();
  }

  /** Until then its duration and price may change. */
  private static Instant settlesAt(WebhookEvent event) {
    Instant ended = event.getCall() == null ? null : event.getCall().getEndedAt();
    return ended == null ? Instant.EPOCH : ended.plus(OpenRequests.SETTLING);
  }

  private CompletableFuture<Receipt> append(WebhookEvent event) {
    return findings
        .log()
        .append(event)
        .whenComplete(
            (receipt, failure) -> {
              if (failure == null) { // also when nobody waits any more
                findings.tally().accepted(Pull.SOURCE, event.getReceivedAt(), 1, 0);
              }
            });
  }

  private static void await(Collection<CompletableFuture<Receipt>> receipts, Duration bound)
      throws InterruptedException {
    try {
      CompletableFuture.allOf(receipts.toArray(CompletableFuture<?>[]::new))
          .get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // each is looked at by itself
    }
  }

  private void settle(Open one, CompletableFuture<Receipt> receipt, Instant now) {
    if (receipt.isDone() && !receipt.isCompletedExceptionally()) {
      open.settled(one);
      findings.meters().count(Meter.RECONCILED, Pull.SOURCE, "found");
    } else {
      open.again(one, now);
      log.warn("an end that was asked for is not durable yet");
    }
  }
}
