// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/**
 * The request that a sender makes when a call has ended: 20 parts of multipart/form-data in 2,282
 * bytes, as captured. Built once; Sid and order number are written over it.
 */
final class Callback {

  private static final ExotelSample SAMPLE =
      ExotelSamples.named("voice-terminal-completed.multipart");
  private static final String SID = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String ORDER = "order_12345";
  private static final int COUNTER_DIGITS = 16;
  private static final int ORDER_DIGITS = 5;

  /** Sids of two runs differ. */
  private static final String RUN =
      HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

  private final ByteBuffer bytes;
  private final int sidAt;
  private final int orderAt;

  Callback(String path) {
    String body = new String(SAMPLE.body(), ISO_8859_1).replaceFirst(SID, sid(0));
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, Rig.HOST, SAMPLE.contentType(), body.length());
    String request = head + body;
    sidAt = request.indexOf(sid(0));
    orderAt = request.indexOf(ORDER) + ORDER.length() - ORDER_DIGITS;
    byte[] whole = request.getBytes(ISO_8859_1);
    bytes = ByteBuffer.allocateDirect(whole.length).put(whole).flip();
  }

  /** The whole request, ready to be written. */
  ByteBuffer of(long sid) {
    for (int i = 0; i < COUNTER_DIGITS; i++) {
      int digit = (int) (sid >>> (4 * (COUNTER_DIGITS - 1 - i))) & 15;
      bytes.put(sidAt + RUN.length() + i, (byte) Character.forDigit(digit, 16));
    }
    return bytes.rewind();
  }

  /** The same with a number in its custom field, below 100,000. */
  ByteBuffer of(long sid, int number) {
    int rest = number;
    for (int i = ORDER_DIGITS - 1; i >= 0; i--) {
      bytes.put(orderAt + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return of(sid);
  }

  /** The Sid that {@link #of} writes. */
  static String sid(long sid) {
    return RUN + HexFormat.of().toHexDigits(sid);
  }

  /** The number of a Sid of this run. */
  static long counter(String sid) {
    return HexFormat.fromHexDigitsToLong(sid, RUN.length(), sid.length());
  }

  /** The number that {@link #of} writes. */
  static int number(String customField) {
    return Integer.parseInt(customField.substring(ORDER.length() - ORDER_DIGITS));
  }
}
