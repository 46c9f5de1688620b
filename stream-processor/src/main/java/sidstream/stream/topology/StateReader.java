// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int EIGHT_BITS = 0xff;
  private static final long SECOND_MS = 1_000;

  private final String sid;
  private final byte[] bytes;
  private final List<String> texts = new ArrayList<>();
  private int next;
  private long baseMs;

  StateReader(String sid, byte[] bytes) {
    this.sid = sid;
    this.bytes = bytes;
  }

  void base() {
    baseMs = signed() * SECOND_MS;
  }

  int octet() {
    return bytes[next++] & EIGHT_BITS;
  }

  long number() {
    long value = 0;
    int shift = 0;
    int octet = octet();
    while ((octet & MORE) != 0) {
      value |= (long) (octet & SEVEN_BITS) << shift;
      shift += 7;
      octet = octet();
    }
    return value | (long) octet << shift;
  }

  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  Instant time() {
    long delta = signed();
    return Instant.ofEpochMilli(baseMs + ((delta & 1) == 0 ? delta / 2 * SECOND_MS : delta >> 1));
  }

  String fingerprint() {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << 8 | octet();
    }
    return HexFormat.of().toHexDigits(bits);
  }

  String text() {
    long head = number();
    if ((head & ShortText.MODE_MASK) == ShortText.AGAIN) {
      return texts.get((int) (head >>> ShortText.MODE_BITS));
    }
    String text = read(head);
    texts.add(text);
    return text;
  }

  private String read(long head) {
    long value = head >>> ShortText.MODE_BITS;
    return switch ((int) (head & ShortText.MODE_MASK)) {
      case ShortText.WORD -> ShortText.word((int) value);
      case ShortText.AROUND_SID -> {
        String before = read(number());
        yield before + sid + read(number());
      }
      case ShortText.PHONE -> "+" + value;
      case ShortText.NUMBER -> Long.toString(number());
      case ShortText.PREFIXED -> ShortText.prefix((int) value) + read(number());
      case ShortText.HEX -> HexFormat.of().formatHex(octets((int) value));
      default -> new String(octets((int) value), UTF_8);
    };
  }

  private byte[] octets(int length) {
    byte[] value = Arrays.copyOfRange(bytes, next, next + length);
    next += length;
    return value;
  }
}
