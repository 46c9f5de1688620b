// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.body.UrlEncodedForm;
import sidstream.ingest.verify.Attempt;
import sidstream.ingest.verify.Verdict;
import sidstream.schemas.record.WebhookEvent;

/**
 * One webhook from request to answer: known, authenticated, read, made durable, answered.
 *
 * <p>The answer waits for the receipt without a thread, and not beyond the deadline. A receipt that
 * comes later was no loss, only a late success: the sender, told 503, sends again, and the
 * processor knows the second copy by its identity. Such late ones are counted.
 */
public final class WebhookHandler {

  private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
  private static final String NOBODY = "unknown";
  private static final byte[] NOTHING = {};

  private final Map<String, Endpoint> endpoints;
  private final EventLog eventLog;
  private final Limits limits;
  private final Meters meters;
  private final Clock clock;

  /**
   * What one request may take.
   *
   * @param deadline for the answer, from the complete request
   * @param maxBodyBytes largest body
   */
  public record Limits(Duration deadline, int maxBodyBytes) {}

  /**
   * @param endpoints by source
   */
  public WebhookHandler(
      Map<String, Endpoint> endpoints,
      EventLog eventLog,
      Limits limits,
      Meters meters,
      Clock clock) {
    this.endpoints = Map.copyOf(endpoints);
    this.eventLog = eventLog;
    this.limits = limits;
    this.meters = meters;
    this.clock = clock;
  }

  /** Tells whether a webhook would be welcome. Stores and counts nothing. */
  void head(Context ctx) {
    Reply refusal = refusal(endpoint(ctx), ctx, NOTHING, false);
    (refusal == null ? Reply.WELCOME : refusal).writeTo(ctx);
  }

  /**
   * Takes a webhook.
   *
   * @param answering where answers are written: neither on the log's threads nor on the timer's
   */
  void post(Context ctx, Executor answering) throws IOException {
    Endpoint endpoint = endpoint(ctx);
    Reply refusal = refusal(endpoint, ctx, NOTHING, false);
    byte[] body = refusal == null ? body(ctx) : null;
    if (refusal == null && body != null) {
      refusal = refusal(endpoint, ctx, body, true);
    }
    if (endpoint == null || body == null || refusal != null) {
      answer(ctx, refusal == null ? Reply.TOO_LARGE : refusal);
      return;
    }
    long complete = System.nanoTime();
    RawWebhook raw = raw(ctx, body);
    CompletableFuture<Reply> reply = keep(raw, read(endpoint.source(), raw, ctx), complete);
    ctx.future(
        () ->
            reply.thenAcceptAsync(
                decided -> {
                  answer(ctx, decided);
                  Duration taken = Duration.ofNanos(System.nanoTime() - complete);
                  meters.time(Meter.ANSWER_SECONDS, taken, raw.source());
                },
                answering));
  }

  /** Answers, and counts under the source and feed if they are known: labels are closed sets. */
  void answer(Context ctx, Reply reply) {
    reply.writeTo(ctx);
    boolean known = endpoint(ctx) != null;
    meters.count(
        Meter.WEBHOOKS_ANSWERED,
        known ? ctx.pathParam("source") : NOBODY,
        known ? ctx.pathParam("feed") : NOBODY,
        Integer.toString(reply.status()));
  }

  private @Nullable Reply refusal(
      @Nullable Endpoint endpoint, Context ctx, byte[] body, boolean complete) {
    if (endpoint == null) {
      return Reply.UNKNOWN;
    }
    if (endpoint.verifier().needsBody() && !complete) {
      return null;
    }
    Verdict verdict = endpoint.verifier().verify(attempt(ctx, body));
    return verdict instanceof Verdict.Accepted ? null : Reply.WRONG_SECRET;
  }

  private Attempt attempt(Context ctx, byte[] body) {
    HttpServletRequest request = ctx.req();
    String query = request.getQueryString();
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return new Attempt(
        new Attempt.Target(
            request.getMethod(),
            request.getRequestURI() + (query == null ? "" : '?' + query),
            ctx.pathParamMap().get("secret")),
        headers,
        InetAddress.getLoopbackAddress(), // no verifier asks for it yet
        clock.instant(),
        ByteBuffer.wrap(body));
  }

  /** The endpoint that the path names, if it has the feed. */
  private @Nullable Endpoint endpoint(Context ctx) {
    Map<String, String> path = ctx.pathParamMap();
    Endpoint endpoint = endpoints.get(path.getOrDefault("source", ""));
    boolean knowsFeed =
        endpoint != null && endpoint.feed(path.getOrDefault("feed", "")).isPresent();
    return knowsFeed ? endpoint : null;
  }

  /** The bytes as received, or null if there are too many, announced or not. */
  private byte @Nullable [] body(Context ctx) throws IOException {
    int max = limits.maxBodyBytes();
    if (ctx.req().getContentLengthLong() > max) {
      return null;
    }
    byte[] body = ctx.req().getInputStream().readNBytes(max + 1);
    return body.length > max ? null : body;
  }

  private RawWebhook raw(Context ctx, byte[] body) {
    Map<String, String> query = UrlEncodedForm.firstValues(ctx.req().getQueryString());
    String secret = ctx.pathParam("secret");
    query.values().removeIf(value -> value.contains(secret));
    return new RawWebhook(
        UUID.randomUUID().toString(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        ctx.pathParam("source"),
        ctx.pathParam("feed"),
        new RawWebhook.Request(
            ctx.req().getMethod(), query, ctx.req().getContentType(), ByteBuffer.wrap(body)));
  }

  /** A source never throws; should one do so, the bytes are kept like any other it cannot read. */
  private static Reading read(WebhookSource source, RawWebhook raw, Context ctx) {
    String encoding = ctx.req().getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return new Quarantine(
          Reason.UNSUPPORTED_CONTENT_TYPE, "the body is compressed: Content-Encoding");
    }
    try {
      return source.read(raw);
    } catch (RuntimeException e) {
      String where = where(e);
      log.atError().addKeyValue("receipt", raw.receiptId()).log("a source failed: {}", where);
      return new Quarantine(Reason.UNRECOGNISED_SHAPE, "the source failed: " + where);
    }
  }

  /** Names the bug without its message, which may quote the request. */
  private static String where(RuntimeException e) {
    String frame = Stream.of(e.getStackTrace()).findFirst().map(String::valueOf).orElse("?");
    return e.getClass().getSimpleName() + " at " + frame;
  }

  private CompletableFuture<Reply> keep(RawWebhook raw, Reading reading, long complete) {
    long left = limits.deadline().toNanos() - (System.nanoTime() - complete);
    CompletableFuture<Reply> reply =
        new CompletableFuture<Reply>()
            .completeOnTimeout(Reply.NO_RECEIPT, left, TimeUnit.NANOSECONDS);
    CompletableFuture<Receipt> unused =
        append(raw, reading)
            .whenComplete(
                (receipt, failure) -> {
                  boolean inTime = reply.complete(Reply.of(reading, receipt));
                  if (receipt != null) {
                    count(raw.source(), reading, inTime);
                  }
                });
    return reply;
  }

  /** The receipt of the last part to become durable; fails if one part does. */
  private CompletableFuture<Receipt> append(RawWebhook raw, Reading reading) {
    List<CompletableFuture<Receipt>> parts = new ArrayList<>();
    events(reading).forEach(event -> parts.add(eventLog.append(event)));
    quarantine(reading).ifPresent(why -> parts.add(eventLog.append(raw.quarantined(why))));
    return parts.stream()
        .reduce((one, other) -> one.thenCombine(other, (earlier, later) -> later))
        .orElseThrow();
  }

  private static List<WebhookEvent> events(Reading reading) {
    return reading instanceof Reading.Events read ? read.events() : List.of();
  }

  private static Optional<Quarantine> quarantine(Reading reading) {
    return reading instanceof Reading.Events read
        ? read.leftOver()
        : Optional.of((Quarantine) reading);
  }

  private void count(String source, Reading reading, boolean inTime) {
    if (!inTime) {
      meters.count(Meter.WEBHOOKS_LATE, source);
      return;
    }
    for (WebhookEvent event : events(reading)) {
      meters.count(Meter.WEBHOOKS_STORED, source, event.getKind());
    }
    quarantine(reading)
        .ifPresent(why -> meters.count(Meter.WEBHOOKS_QUARANTINED, source, why.reason().name()));
  }
}
