// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one topic in Avro's binary encoding, behind a head. Safe for many threads.
 */
final class BinaryWriter<V extends SpecificRecord> {

  private static final int USUAL_BYTES = 2048;
  private static final ThreadLocal<@Nullable BinaryEncoder> encoders = new ThreadLocal<>();

  private final Encoding encoding;

  BinaryWriter(Topic<V> topic) {
    encoding = Encoding.of(topic.schema());
  }

  byte[] write(byte[] head, V value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    bytes.write(head, 0, head.length);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, encoders.get());
    try {
      encoding.write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    } finally {
      // or each thread would keep its last value, which may be large
      encoders.set(EncoderFactory.get().binaryEncoder(OutputStream.nullOutputStream(), encoder));
    }
    return bytes.toByteArray();
  }
}
