// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.net.InetAddress;

/** The addresses that begin with the same bits. */
final class Network {

  /** Bits that an IPv4-mapped IPv6 address has before its IPv4 address. */
  private static final int MAPPED = 96;

  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads {@code 192.0.2.7}, {@code 192.0.2.0/24} and {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException when it is no network; the message quotes it
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress first = IpLiteral.parse(literal);
    if (first == null) {
      throw no(text, "no IP address");
    }
    int most = first.getAddress().length * Byte.SIZE;
    boolean mapped = literal.indexOf(':') >= 0 && most < MAPPED;
    int bits = slash < 0 ? most : bits(text.substring(slash + 1)) - (mapped ? MAPPED : 0);
    if (bits < 0 || bits > most) {
      throw no(text, "no prefix of such an address");
    }
    Network network = new Network(first.getAddress(), bits);
    if (!network.endsInZeros()) {
      throw no(text, "bits set beyond its prefix");
    }
    return network;
  }

  /** Whether an address of four or sixteen bytes is one of them. */
  boolean holds(byte[] candidate) {
    if (candidate.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int mask = 0xFF << Math.max(0, Byte.SIZE - (bits - bit));
      int at = bit / Byte.SIZE;
      if (((address[at] ^ candidate[at]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean endsInZeros() {
    for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
      if ((address[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bits(String text) {
    boolean number = !text.isEmpty() && text.length() <= 3;
    return number && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(text)
        : Integer.MAX_VALUE;
  }

  private static IllegalArgumentException no(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is no network: it has " + why);
  }
}
