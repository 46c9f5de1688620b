// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * One record at rest.
 *
 * @param sequence order of arrival; unique in its spool
 * @param type which topic it is for: the simple name of the topic's record class
 * @param key of the record
 * @param receiptId unique id of the receipt
 * @param receivedAt when the request was complete
 * @param value in Avro's single-object encoding
 */
public record SpoolRecord(
    long sequence,
    String type,
    String key,
    String receiptId,
    Instant receivedAt,
    ByteBuffer value) {

  private static final int OVERHEAD = 64;

  /** The same in another place. */
  public SpoolRecord at(long place) {
    return new SpoolRecord(place, type, key, receiptId, receivedAt, value);
  }

  /** About so much room it takes, in bytes. */
  public int size() {
    return value.remaining() + 2 * key.length() + 2 * receiptId.length() + OVERHEAD;
  }

  /** Covers every column, so that a row whose parts do not belong together is found out. */
  long checksum() {
    CRC32C crc = new CRC32C();
    ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
    numbers.putLong(sequence).putLong(receivedAt.toEpochMilli()).flip();
    crc.update(numbers);
    for (String text : new String[] {type, key, receiptId}) {
      crc.update(text.getBytes(UTF_8));
      crc.update(0);
    }
    crc.update(value.duplicate());
    return crc.getValue();
  }
}
