// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.time.Clock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.verify.Attempt;
import sidstream.ingest.verify.Verdict;

/** Who and what is let in: a proper request, to a known place, by a sender who is known there. */
final class Admission {

  private final Clock clock;
  private final int trustedProxies;

  Admission(Clock clock, int trustedProxies) {
    this.clock = clock;
    this.trustedProxies = trustedProxies;
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
    Verdict.Refused refused = route.verifier().refusedEarly(attempt(exchange, null));
    return refused == null ? null : Reply.of(refused);
  }

  /** Why it is refused now that its body is there; null when it is not. */
  @Nullable Reply withBody(Exchange exchange, byte[] body) {
    Route route = exchange.route();
    return route != null
            && route.verifier().needsBody()
            && route.verifier().verify(attempt(exchange, body)) instanceof Verdict.Refused refused
        ? Reply.of(refused)
        : null;
  }

  private Attempt attempt(Exchange exchange, byte @Nullable [] body) {
    return exchange.attempt(clock.instant(), body, trustedProxies);
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
