// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes an interaction's state as small as it goes: numbers of seven bits a byte, times relative
 * to a base, texts by {@link ShortText}. {@link StateReader} reads it back.
 */
final class StateWriter {

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int FIRST_SIZE = 256;
  private static final long SECOND_MS = 1_000;

  private final String sid;
  private final List<String> texts = new ArrayList<>();
  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private long baseMs;

  /**
   * @param sid that the state belongs to: where it stands in a text it costs a byte
   */
  StateWriter(String sid) {
    this.sid = sid;
  }

  /** Times from here on are relative to this one's second. */
  void base(Instant time) {
    long second = Math.floorDiv(time.toEpochMilli(), SECOND_MS);
    signed(second);
    baseMs = second * SECOND_MS;
  }

  void octet(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  /** Not negative, or read as an unsigned number. */
  void number(long value) {
    long rest = value;
    while ((rest & ~SEVEN_BITS) != 0) {
      octet((int) (rest & SEVEN_BITS) | MORE);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  /** Near to zero on either side. */
  void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  /** Whole seconds are shorter. */
  void time(Instant time) {
    long delta = time.toEpochMilli() - baseMs;
    boolean whole = delta % SECOND_MS == 0;
    signed(whole ? delta / SECOND_MS * 2 : delta * 2 + 1);
  }

  /** Sixteen hex digits. */
  void fingerprint(String hex) {
    long bits = Long.parseUnsignedLong(hex, 16);
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (bits >>> shift));
    }
  }

  void text(String text) {
    int known = texts.indexOf(text);
    if (known >= 0 && !ShortText.isWord(text)) {
      head(ShortText.AGAIN, known);
      return;
    }
    write(text);
    texts.add(text);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void write(String text) {
    int sidAt = text.indexOf(sid);
    if (ShortText.isWord(text)) {
      head(ShortText.WORD, ShortText.word(text));
    } else if (sidAt >= 0 && sid.length() > 2) {
      head(ShortText.AROUND_SID, 0);
      write(text.substring(0, sidAt));
      write(text.substring(sidAt + sid.length()));
    } else if (ShortText.isPhone(text)) {
      head(ShortText.PHONE, Long.parseLong(text.substring(1)));
    } else if (ShortText.isNumber(text)) {
      head(ShortText.NUMBER, 0);
      number(Long.parseLong(text));
    } else {
      writeLong(text);
    }
  }

  private void writeLong(String text) {
    int prefix = ShortText.prefix(text);
    if (prefix >= 0) {
      head(ShortText.PREFIXED, prefix);
      write(text.substring(ShortText.prefix(prefix).length()));
    } else if (ShortText.isHex(text)) {
      octets(ShortText.HEX, HexFormat.of().parseHex(text));
    } else {
      octets(ShortText.RAW, text.getBytes(UTF_8));
    }
  }

  private void octets(int mode, byte[] value) {
    head(mode, value.length);
    for (byte octet : value) {
      octet(octet);
    }
  }

  private void head(int mode, long value) {
    number(value << ShortText.MODE_BITS | mode);
  }
}
