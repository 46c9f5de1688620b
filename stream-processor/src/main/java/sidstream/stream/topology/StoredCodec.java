// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import sidstream.schemas.TrustedRecords;

/**
 * Small records as bytes in a store and its changelog: one byte that names the schema they were
 * written with, then Avro binary.
 */
final class StoredCodec<V extends SpecificRecord> {

  private static final int USUAL_BYTES = 64;

  static {
    TrustedRecords.declare();
  }

  private final List<Schema> writers;

  /**
   * @param writers every schema that a release wrote with, the current one last
   */
  StoredCodec(List<Schema> writers) {
    this.writers = List.copyOf(writers);
  }

  Serde<V> serde() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : toBytes(value),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  byte[] toBytes(V value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
      bytes.write(writers.size() - 1);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new SpecificDatumWriter<V>(current()).write(value, encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  V fromBytes(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] < 0 || bytes[0] >= writers.size()) {
      throw new SerializationException("a stored value was written by a later release");
    }
    try {
      return new SpecificDatumReader<V>(writers.get(bytes[0]), current())
          .read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null));
    } catch (IOException e) {
      throw new SerializationException("a stored value cannot be read", e);
    }
  }

  private Schema current() {
    return writers.get(writers.size() - 1);
  }
}
