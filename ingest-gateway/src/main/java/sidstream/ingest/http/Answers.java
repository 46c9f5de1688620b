// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.ops.Meter;

/**
 * Writes answers and counts them, each once, whoever gives it: the gateway, or the server below it
 * for what never became a request.
 */
final class Answers implements Request.Handler {

  /** Names what was stored, for operators who look for it. */
  static final String RECEIPT = "Sidstream-Receipt";

  private static final int MOST_READS = 16;
  private static final String NOBODY = "unknown";
  private static final PreEncodedHttpField CLOSE =
      new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

  private final WebhookHandler.Counting counting;
  private final InFlight inFlight;
  private final Sweeper sweeper;

  Answers(WebhookHandler.Counting counting, InFlight inFlight, Sweeper sweeper) {
    this.counting = counting;
    this.inFlight = inFlight;
    this.sweeper = sweeper;
  }

  /** Answers, unless somebody has. */
  void give(Exchange exchange, Reply reply) {
    give(exchange, reply, null);
  }

  /**
   * Answers, unless somebody has.
   *
   * @param receiptId of what was stored
   */
  void give(Exchange exchange, Reply reply, @Nullable String receiptId) {
    if (!exchange.takeAnswer()) {
      return;
    }
    count(exchange.route(), reply);
    boolean consumed = consumed(exchange.request());
    Response response = exchange.response();
    put(response, reply);
    if (receiptId != null) {
      response.getHeaders().put(RECEIPT, receiptId);
    }
    if (!consumed || inFlight.isLeaving()) {
      response.getHeaders().put(CLOSE);
    }
    boolean lingers = !consumed && exchange.isHttp1() && !exchange.expectsContinue();
    Runnable linger = () -> new Lingering(exchange, sweeper).start(); // its time begins only then
    Runnable end = () -> exchange.callback().succeeded();
    response.write(true, null, whenWritten(exchange, lingers ? linger : end));
  }

  /** What the server itself has to say: no request came of it, so nobody knows the feed. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Reply reply = Reply.ofBroken(response.getStatus());
    count(null, reply);
    put(response, reply);
    response.write(true, null, callback);
    return true;
  }

  /** Counts under the source and feed if they are known: labels are closed sets. */
  void count(@Nullable Route route, Reply reply) {
    String source = route == null ? NOBODY : route.source();
    String feed = route == null ? NOBODY : route.feed().name();
    String status = Integer.toString(reply.status());
    counting.meters().count(Meter.WEBHOOKS_ANSWERED, source, feed, status);
    counting.answers().answered(source, feed, reply.status());
  }

  /**
   * Forgets what is here of the body; returns whether that was all. Not by the server's own {@code
   * consumeAvailable}: where something is left to come, that makes every later read fail, and
   * nobody could linger any more.
   */
  private static boolean consumed(Request request) {
    for (int i = 0; i < MOST_READS; i++) {
      Content.Chunk chunk = request.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return false;
      }
      chunk.release();
      if (chunk.isLast()) {
        return true;
      }
    }
    return false;
  }

  private static void put(Response response, Reply reply) {
    response.setStatus(reply.status());
    if (reply.header() != null) {
      HttpFields.Mutable headers = response.getHeaders();
      headers.put(reply.header());
    }
  }

  private Callback whenWritten(Exchange exchange, Runnable goOn) {
    return Callback.from(
        InvocationType.NON_BLOCKING,
        () -> {
          inFlight.closed();
          goOn.run();
        },
        failure -> {
          inFlight.closed();
          exchange.callback().failed(failure);
        });
  }
}
