// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sender's address behind trusted proxies. Each proxy appends the address it was called
 * from to {@code X-Forwarded-For}, so behind n of them the sender is the n-th entry from the right,
 * written by the outermost trusted one. What stands left of it was written by anybody and never
 * counts, nor does the header at all without trusted proxies.
 */
public final class ClientAddress {

  private ClientAddress() {}

  /**
   * The sender's address; null when nobody can tell: fewer entries than trusted proxies, or an
   * entry that is no address. Never throws, and never asks a name server.
   *
   * @param peer address of the connection's other end
   * @param forwardedFor values of {@code X-Forwarded-For}, one per header line, in their order
   * @param trustedProxies how many proxies of ours a request passes before it comes here
   */
  public static @Nullable InetAddress of(
      InetAddress peer, List<String> forwardedFor, int trustedProxies) {
    if (trustedProxies <= 0) {
      return peer;
    }
    int left = trustedProxies;
    for (int line = forwardedFor.size() - 1; line >= 0; line--) {
      String value = forwardedFor.get(line);
      int end = value.length();
      while (end >= 0) {
        int comma = value.lastIndexOf(',', end - 1);
        if (--left == 0) {
          return IpLiteral.parse(withoutPort(value.substring(comma + 1, end).strip()));
        }
        end = comma;
      }
    }
    return null;
  }

  /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String entry) {
    if (entry.startsWith("[")) {
      int bracket = entry.indexOf(']');
      boolean whole = bracket > 0 && isPort(entry.substring(bracket + 1));
      String inside = whole ? entry.substring(1, bracket) : "";
      return inside.indexOf(':') < 0 ? "" : inside;
    }
    int colon = entry.indexOf(':');
    boolean port = colon > 0 && entry.indexOf('.') > 0 && isPort(entry.substring(colon));
    return port ? entry.substring(0, colon) : entry;
  }

  /** Nothing, or a colon and one to five digits. */
  private static boolean isPort(String rest) {
    if (rest.isEmpty()) {
      return true;
    }
    boolean digits = rest.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    return digits && rest.charAt(0) == ':' && rest.length() > 1 && rest.length() <= 6;
  }
}
