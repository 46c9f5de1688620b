// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import sidstream.schemas.EventIdentity;

/**
 * Keys of interactions ({@link EventIdentity#interactionKey}) as bytes. A Sid of 32 digits and
 * small letters, the usual one, is a number in base 36 and takes 21 bytes.
 */
final class StateKey {

  private static final int PLAIN = 0;
  private static final int PACKED = 1;
  private static final int PACKED_USUAL = 2;

  private static final String USUAL_SOURCE = "exotel";
  private static final int SID_LENGTH = 32;
  private static final int SID_BYTES = 21;
  private static final int BASE = 36;

  private StateKey() {}

  static Serde<String> serde() {
    return Serdes.serdeFrom(
        (topic, key) -> key == null ? null : toBytes(key),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  static byte[] toBytes(String key) {
    String sid = sid(key);
    if (!isPacked(sid)) {
      return join(PLAIN, key.getBytes(UTF_8), new byte[0]);
    }
    String source = source(key);
    boolean usual = source.equals(USUAL_SOURCE);
    byte[] name = usual ? new byte[0] : source.getBytes(UTF_8);
    return join(usual ? PACKED_USUAL : PACKED, name, packed(sid));
  }

  static String fromBytes(byte[] bytes) {
    if (bytes[0] == PLAIN) {
      return new String(bytes, 1, bytes.length - 1, UTF_8);
    }
    int sidAt = bytes.length - SID_BYTES;
    String digits = new BigInteger(1, bytes, sidAt, SID_BYTES).toString(BASE);
    String source =
        bytes[0] == PACKED_USUAL ? USUAL_SOURCE : new String(bytes, 1, sidAt - 1, UTF_8);
    return source + ':' + "0".repeat(SID_LENGTH - digits.length()) + digits;
  }

  /** No source has a colon in its name. */
  static String source(String key) {
    return key.substring(0, key.indexOf(':'));
  }

  static String sid(String key) {
    return key.substring(key.indexOf(':') + 1);
  }

  private static boolean isPacked(String sid) {
    return sid.length() == SID_LENGTH
        && sid.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  }

  private static byte[] packed(String sid) {
    byte[] number = new BigInteger(sid, BASE).toByteArray();
    byte[] all = new byte[SID_BYTES];
    System.arraycopy(number, 0, all, SID_BYTES - number.length, number.length);
    return all;
  }

  private static byte[] join(int mode, byte[] one, byte[] other) {
    byte[] all = new byte[1 + one.length + other.length];
    all[0] = (byte) mode;
    System.arraycopy(one, 0, all, 1, one.length);
    System.arraycopy(other, 0, all, 1 + one.length, other.length);
    return all;
  }
}
