// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an IP address as text, strictly: four decimal parts without leading zeros, or IPv6 without
 * a zone. Never asks a name server. An IPv4-mapped IPv6 address is the IPv4 address.
 */
final class IpLiteral {

  private static final int PARTS = 4;
  private static final int LONGEST_V6 = 45;

  private IpLiteral() {}

  /** Null for what is no address. */
  static @Nullable InetAddress parse(String text) {
    try {
      byte[] four = v4(text);
      if (four != null) {
        return InetAddress.getByAddress(four);
      }
      return looksLikeV6(text) ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException e) {
      return null; // colons and digits, but no address
    }
  }

  private static byte @Nullable [] v4(String text) {
    byte[] address = new byte[PARTS];
    int at = 0;
    for (int part = 0; part < PARTS; part++) {
      int start = at;
      int value = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      boolean ended = part == PARTS - 1 ? at == text.length() : at < text.length();
      if (at == start || leadingZero || value > 255 || !ended) {
        return null;
      }
      if (part < PARTS - 1 && text.charAt(at++) != '.') {
        return null;
      }
      address[part] = (byte) value;
    }
    return address;
  }

  /** With a colon, and nothing in it that {@link InetAddress#getByName} would look up. */
  private static boolean looksLikeV6(String text) {
    if (text.length() > LONGEST_V6 || text.indexOf(':') < 0 || text.charAt(0) == '.') {
      return false;
    }
    return text.chars().allMatch(c -> c == ':' || c == '.' || isHex(c));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
