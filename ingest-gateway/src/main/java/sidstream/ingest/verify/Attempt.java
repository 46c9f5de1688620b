// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that wants in: what a verifier may look at, before anything is read.
 *
 * @param target what was asked for
 * @param headers by name in lower case
 * @param sender address of the sender, behind as many trusted proxies as are configured; null when
 *     nobody can tell
 * @param at when it came
 * @param body bytes as received; empty while it has not been read
 */
public record Attempt(
    Target target,
    Map<String, List<String>> headers,
    @Nullable InetAddress sender,
    Instant at,
    ByteBuffer body) {

  /**
   * What was asked for.
   *
   * @param method of HTTP
   * @param pathAndQuery as received, for example {@code /hooks/exotel/call/s3cret?lead=7}
   * @param secret last part of the path; null where the URL has none
   */
  public record Target(String method, String pathAndQuery, @Nullable String secret) {}

  /** The header's first value; null where it was not sent. */
  public @Nullable String header(String lowerCaseName) {
    List<String> values = headers.getOrDefault(lowerCaseName, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * The header's value; null unless it was sent exactly once: of two, nobody knows which counts.
   */
  @Nullable String only(String lowerCaseName) {
    List<String> values = headers.getOrDefault(lowerCaseName, List.of());
    return values.size() == 1 ? values.get(0) : null;
  }
}
