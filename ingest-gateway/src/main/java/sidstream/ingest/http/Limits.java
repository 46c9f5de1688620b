// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.time.Duration;

/**
 * What the port bears, and whom it believes.
 *
 * @param times how long things may take
 * @param bounds how much there may be
 * @param trustedProxies how many proxies of ours a request passes before it comes here
 */
public record Limits(Times times, Bounds bounds, int trustedProxies) {

  /**
   * How long things may take.
   *
   * @param deadline for the answer, from the complete request
   * @param header for the header, from its first byte or from the connection; not prolonged by
   *     bytes that come
   * @param request for the whole request, from its first byte; not prolonged either
   * @param idle for a connection without a request
   */
  public record Times(Duration deadline, Duration header, Duration request, Duration idle) {}

  /**
   * How much there may be.
   *
   * @param bodyBytes largest body, where the feed takes no larger one
   * @param headerBytes largest request line and header together
   * @param connections open at once; more are answered 503
   * @param requests complete and not answered yet; more are answered 503
   * @param inFlightBytes of bodies that are coming or not answered yet; more are answered 503. And
   *     as many again of headers that are not complete; the largest ones above are answered 431
   */
  public record Bounds(
      int bodyBytes, int headerBytes, int connections, int requests, long inFlightBytes) {}
}
