// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.time.Clock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.verify.Verdict;
import sidstream.ingest.verify.Verifier;

/** Who and what is let in: a proper request, to a known place, by a sender who is known there. */
final class Admission {

  private final Clock clock;

  Admission(Clock clock) {
    this.clock = clock;
  }

  /** Why it is refused before its body is read; null when it is not. */
  @Nullable Reply beforeBody(Exchange exchange) {
    Route route = exchange.route();
    if (isOdd(exchange.request())) {
      return Reply.MALFORMED;
    }
    if (route == null) {
      return Reply.UNKNOWN;
    }
    if (!isTaken(exchange)) {
      return Reply.WRONG_METHOD;
    }
    return route.verifier().needsBody() ? null : refusal(route.verifier(), exchange, null);
  }

  /** Why it is refused now that its body is there; null when it is not. */
  @Nullable Reply withBody(Exchange exchange, byte[] body) {
    Route route = exchange.route();
    return route != null && route.verifier().needsBody()
        ? refusal(route.verifier(), exchange, body)
        : null;
  }

  private @Nullable Reply refusal(Verifier verifier, Exchange exchange, byte @Nullable [] body) {
    Verdict verdict = verifier.verify(exchange.attempt(clock.instant(), body));
    return verdict instanceof Verdict.Refused refused ? Reply.of(refused) : null;
  }

  private static boolean isTaken(Exchange exchange) {
    return exchange.is(HttpMethod.POST)
        || exchange.is(HttpMethod.GET)
        || exchange.is(HttpMethod.HEAD);
  }

  /**
   * The server below refuses most shapes that two servers may read differently. These it takes: a
   * coding before {@code chunked} or in HTTP/1.0, a body where none belongs, and a tunnel.
   */
  static boolean isOdd(Request request) {
    if (HttpMethod.CONNECT.is(request.getMethod())) {
      return true;
    }
    String coding = request.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
    if (coding == null) {
      return request.getLength() > 0 && hasNoBody(request);
    }
    return !coding.equalsIgnoreCase("chunked")
        || request.getHeaders().getFields(HttpHeader.TRANSFER_ENCODING).size() > 1
        || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
        || hasNoBody(request);
  }

  private static boolean hasNoBody(Request request) {
    return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
  }
}
