// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.verify.Attempt;
import sidstream.ingest.verify.ClientAddress;

/**
 * One request and the one answer that it gets.
 *
 * <p>Whoever answers takes the answer first, with {@link #takeAnswer}: of two that try, one does.
 */
final class Exchange {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Routes.@Nullable Match match;
  private final AtomicBoolean answered = new AtomicBoolean();
  private Invocable.@Nullable Task next;

  /**
   * @param match where the path leads; null when it leads nowhere
   */
  Exchange(Request request, Response response, Callback callback, Routes.@Nullable Match match) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.match = match;
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  /** Ends it; nothing of it may be touched afterwards. */
  Callback callback() {
    return callback;
  }

  @Nullable Route route() {
    return match == null ? null : match.route();
  }

  /**
   * Runs it when more of the body is there. Whoever asked before, and was not served yet, is not
   * served any more: the server itself takes one demand at a time.
   */
  void demand(Invocable.Task task) {
    boolean first;
    synchronized (this) {
      first = next == null;
      next = task;
    }
    if (first) {
      request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::serve));
    }
  }

  private void serve() {
    Invocable.Task task;
    synchronized (this) {
      task = next;
      next = null;
    }
    if (task != null) {
      task.run();
    }
  }

  /** Returns true once. */
  boolean takeAnswer() {
    return answered.compareAndSet(false, true);
  }

  boolean is(HttpMethod method) {
    return method.is(request.getMethod());
  }

  /**
   * The query as received, without its question mark; null where there is none. A raw {@code #}
   * belongs to it: no sender means a fragment, which is nothing that is sent.
   */
  @Nullable String query() {
    HttpURI uri = request.getHttpURI();
    String query = uri.getQuery();
    return query == null || uri.getFragment() == null ? query : query + '#' + uri.getFragment();
  }

  boolean isHttp1() {
    return request.getConnectionMetaData().getHttpVersion().getVersion()
        < HttpVersion.HTTP_2.getVersion();
  }

  boolean expectsContinue() {
    return request.getHeaders().contains(HttpHeader.EXPECT);
  }

  /** When its first byte came, by {@link System#nanoTime}. */
  long begun() {
    return request.getBeginNanoTime();
  }

  @Nullable String secret() {
    return match == null ? null : match.secret();
  }

  /**
   * As a verifier sees it.
   *
   * @param body null while it has not been read
   * @param trustedProxies how many proxies of ours it has passed
   */
  Attempt attempt(Instant at, byte @Nullable [] body, int trustedProxies) {
    return new Attempt(
        new Attempt.Target(request.getMethod(), request.getHttpURI().getPathQuery(), secret()),
        new LazyHeaders(request.getHeaders()),
        sender(trustedProxies),
        at,
        body == null ? NOTHING.duplicate() : ByteBuffer.wrap(body));
  }

  private @Nullable InetAddress sender(int trustedProxies) {
    if (!(request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer)
        || peer.getAddress() == null) {
      return null;
    }
    return trustedProxies == 0
        ? peer.getAddress()
        : ClientAddress.of(
            peer.getAddress(),
            request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR),
            trustedProxies);
  }
}
