// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the values of one topic in Avro's binary encoding, behind a head. Safe for many threads.
 */
final class BinaryWriter<V extends SpecificRecord> {

  private static final int USUAL_BYTES = 8 * 1024;

  /** A thread that wrote a larger value does not keep the room for it. */
  private static final int MOST_KEPT = 64 * 1024;

  private static final ThreadLocal<Sheet> SHEETS = ThreadLocal.withInitial(Sheet::new);

  private final Encoding encoding;

  /** What a thread writes on; new room for each was a quarter of what a webhook allocated. */
  private static final class Sheet {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
  }

  BinaryWriter(Topic<V> topic) {
    encoding = Encoding.of(topic.schema());
  }

  byte[] write(byte[] head, V value) {
    Sheet sheet = SHEETS.get();
    boolean usable = false;
    try {
      sheet.bytes.write(head, 0, head.length);
      encoding.write(value, sheet.encoder);
      sheet.encoder.flush();
      byte[] written = sheet.bytes.toByteArray();
      sheet.bytes.reset();
      usable = written.length <= MOST_KEPT;
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    } finally {
      if (!usable) { // too large, or half a value is left on it
        SHEETS.remove();
      }
    }
  }
}
