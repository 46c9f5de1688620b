// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.ReceiptIds;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.body.UrlEncodedForm;
import sidstream.ingest.verify.Redaction;

/**
 * One webhook from request to answer: admitted, received, kept, answered. Whatever goes wrong on
 * the way, there is one answer, and it is in {@link Reply}.
 */
public final class WebhookHandler {

  private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
  private static final byte[] NOTHING = {};

  /** A larger body is read by a thread of its own, not by one that serves connections. */
  private static final int SMALL = 32 * 1024;

  private final Routes routes;
  private final Limits limits;
  private final Meters meters;
  private final Clock clock;
  private final Admission admission;
  private final Keeper keeper;
  private final InFlight inFlight;
  private final Answers answers;
  private final BodyReader.Surroundings around;
  private final ReceiptIds ids = new ReceiptIds();

  /**
   * Where is counted what is done.
   *
   * @param meters for whoever looks at this process
   * @param answers for whoever does not; accepted webhooks too
   */
  public record Counting(Meters meters, AnswerTally answers) {

    /** Tells nobody but the meters. */
    public Counting(Meters meters) {
      this(meters, AnswerTally.NONE);
    }
  }

  /**
   * Threads beside those that serve connections.
   *
   * @param large does what takes long: no thread that serves connections may
   * @param answers writes what became of webhooks. One thread: Kafka acknowledges many at once, and
   *     it is woken once for all of them
   */
  record Helpers(Executor large, Executor answers) {}

  /**
   * A request that is complete.
   *
   * @param at when it was, by {@link System#nanoTime}
   * @param reply whose deadline runs
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Arrived(byte[] body, long at, CompletableFuture<Reply> reply) {}

  /**
   * @param endpoints by source
   */
  public WebhookHandler(
      Map<String, Endpoint> endpoints,
      EventLog eventLog,
      Limits limits,
      Counting counting,
      Clock clock) {
    routes = new Routes(endpoints);
    this.limits = limits;
    this.meters = counting.meters();
    this.clock = clock;
    admission = new Admission(clock, limits.trustedProxies());
    Deadlines deadlines = new Deadlines();
    keeper = new Keeper(eventLog, counting, limits.times(), deadlines);
    inFlight = new InFlight(limits.bounds());
    Sweeper sweeper = new Sweeper();
    answers = new Answers(counting, inFlight, sweeper);
    OpenConnections connections = new OpenConnections(limits, reply -> answers.count(null, reply));
    sweeper.add(connections);
    sweeper.add(deadlines);
    around = new BodyReader.Surroundings(inFlight, sweeper, connections);
    meters.gauge(Meter.HTTP_CONNECTIONS, connections::size);
    meters.gauge(Meter.HTTP_REQUESTS_IN_FLIGHT, inFlight::requests);
    meters.gauge(Meter.HTTP_BYTES_IN_FLIGHT, inFlight::bytes);
  }

  Limits limits() {
    return limits;
  }

  Answers answers() {
    return answers;
  }

  BodyReader.Surroundings around() {
    return around;
  }

  /** Looks after the certificate from now on. */
  void watch(TlsCertificate certificate) {
    around.sweeper().add(certificate);
    meters.gauge(Meter.HTTP_CERTIFICATE_SECONDS, certificate::secondsLeft);
    meters.gauge(Meter.HTTP_CERTIFICATE_STALE, () -> certificate.problem() == null ? 0 : 1);
  }

  /**
   * Takes a request, whatever it is.
   *
   * @param helpers beside the thread that serves the connection
   */
  void take(Request request, Response response, Callback callback, Helpers helpers) {
    String path = request.getHttpURI().getPath();
    Exchange exchange =
        new Exchange(request, response, callback, path == null ? null : routes.find(path));
    inFlight.opened();
    guarded(exchange, () -> admit(exchange, helpers));
  }

  private void admit(Exchange exchange, Helpers helpers) {
    Reply refusal = inFlight.isShutdown() ? Reply.BUSY : admission.beforeBody(exchange);
    Route route = exchange.route();
    if (refusal != null || route == null) {
      answers.give(exchange, refusal == null ? Reply.UNKNOWN : refusal);
    } else if (exchange.is(HttpMethod.POST)) {
      receive(exchange, route, helpers);
    } else if (exchange.is(HttpMethod.GET) && hasQuery(exchange)) {
      decide(exchange, route, arrived(NOTHING), helpers);
    } else {
      answers.give(exchange, Reply.WELCOME);
    }
  }

  private static boolean hasQuery(Exchange exchange) {
    String query = exchange.query();
    return query != null && !query.isEmpty();
  }

  private void receive(Exchange exchange, Route route, Helpers helpers) {
    int max = route.largestBody(limits.bounds().bodyBytes());
    if (exchange.request().getLength() > max) {
      answers.give(exchange, Reply.TOO_LARGE);
      return;
    }
    long due = exchange.begun() + limits.times().request().toNanos();
    new BodyReader(
            exchange,
            max,
            due,
            around,
            (refusal, body) -> guarded(exchange, () -> received(exchange, refusal, body, helpers)))
        .run();
  }

  private void received(Exchange exchange, @Nullable Reply refusal, byte[] body, Helpers helpers) {
    Route route = exchange.route();
    if (refusal != null || route == null) {
      answers.give(exchange, refusal == null ? Reply.UNKNOWN : refusal);
    } else if (body.length > SMALL) {
      queue(exchange, route, arrived(body), helpers);
    } else {
      decide(exchange, route, arrived(body), helpers);
    }
  }

  private Arrived arrived(byte[] body) {
    long now = System.nanoTime();
    return new Arrived(body, now, keeper.promise(now));
  }

  /** Waits for a thread, not beyond the deadline: whichever comes first has the request. */
  private void queue(Exchange exchange, Route route, Arrived arrived, Helpers helpers) {
    AtomicBoolean taken = new AtomicBoolean();
    var unused =
        arrived
            .reply()
            .thenAcceptAsync(
                late -> {
                  if (taken.compareAndSet(false, true)) {
                    end(exchange, route, arrived, late, null);
                  }
                },
                helpers.answers());
    helpers
        .large()
        .execute(
            () -> {
              if (!arrived.reply().isDone() && taken.compareAndSet(false, true)) {
                guarded(exchange, () -> decide(exchange, route, arrived, helpers));
              } else {
                inFlight.release(arrived.body().length); // it took room until now
              }
            });
  }

  private void decide(Exchange exchange, Route route, Arrived arrived, Helpers helpers) {
    Reply refusal = admission.withBody(exchange, arrived.body());
    if (refusal == null && !inFlight.enter()) {
      refusal = Reply.BUSY;
    }
    if (refusal != null) {
      arrived.reply().complete(refusal);
      inFlight.release(arrived.body().length);
      answers.give(exchange, refusal);
      return;
    }
    RawWebhook raw = raw(exchange, route, arrived.body());
    keep(exchange, route, raw, arrived.reply());
    // not by the thread that brings the receipt: it would send no others before all are written
    var unused =
        arrived
            .reply()
            .thenAcceptAsync(
                reply -> {
                  inFlight.leave();
                  inFlight.release(arrived.body().length);
                  String receipt = reply.status() == 200 ? raw.receiptId() : null;
                  end(exchange, route, arrived, reply, receipt);
                },
                helpers.answers());
  }

  private void end(
      Exchange exchange, Route route, Arrived arrived, Reply reply, @Nullable String receiptId) {
    Duration taken = Duration.ofNanos(System.nanoTime() - arrived.at());
    meters.time(Meter.ANSWER_SECONDS, taken, route.source());
    answers.give(exchange, reply, receiptId);
  }

  private void keep(
      Exchange exchange, Route route, RawWebhook raw, CompletableFuture<Reply> reply) {
    try {
      String encoding = exchange.request().getHeaders().get(HttpHeader.CONTENT_ENCODING);
      keeper.keep(route.reader(), raw, encoding, reply);
    } catch (RuntimeException e) {
      reply.complete(fault(e));
    }
  }

  private RawWebhook raw(Exchange exchange, Route route, byte[] body) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Redaction redaction = route.endpoint().redaction();
    String query = exchange.query();
    Map<String, String> values =
        query == null ? Map.of() : redaction.values(UrlEncodedForm.firstValues(query));
    boolean get = exchange.is(HttpMethod.GET);
    byte[] bytes = redaction.bytes(get && query != null ? query.getBytes(UTF_8) : body);
    return new RawWebhook(
        ids.next(now.toEpochMilli()),
        now,
        route.source(),
        route.feed().name(),
        new RawWebhook.Request(
            exchange.request().getMethod(),
            values,
            get ? null : exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE),
            ByteBuffer.wrap(bytes)));
  }

  private void guarded(Exchange exchange, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError e) {
      answers.give(exchange, fault(e));
    }
  }

  /** A bug: nothing is known to be durable, and the sender may try again. */
  private static Reply fault(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    log.atError()
        .addKeyValue("cause", e.getClass().getSimpleName())
        .addKeyValue("at", trace.length == 0 ? "?" : trace[0])
        .log("a request failed");
    return Reply.FAULT;
  }
}
