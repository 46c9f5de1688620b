// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Values of one topic at rest: in Avro's single-object encoding, which names its schema by
 * fingerprint and so needs no registry. Confluent's wire format differs in the head only, so a
 * value is encoded once, whether it goes to the disk, to the corridor or to both. Safe for use by
 * many threads.
 */
public final class SingleObject<V extends SpecificRecord> {

  private static final int HEAD = 10; // two bytes of magic, eight of fingerprint
  private static final int WIRE_HEAD = 5; // one byte of magic, four of id

  static {
    TrustedRecords.declare();
  }

  private final byte[] head;
  private final BinaryWriter<V> writer;
  private final BinaryMessageDecoder<V> decoder;
  private final SchemaStore.Cache writers = new SchemaStore.Cache();

  public SingleObject(Topic<V> topic) {
    Schema schema = topic.schema();
    SpecificData model = SpecificData.getForClass(topic.values());
    head =
        ByteBuffer.allocate(HEAD)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 0x01)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array();
    writer = new BinaryWriter<>(topic);
    decoder = new BinaryMessageDecoder<>(model, schema, writers);
  }

  /** Lets values be read that were written with this schema, of an earlier or a later release. */
  public void learn(Schema written) {
    writers.addSchema(written);
  }

  /** The bytes at rest. */
  public ByteBuffer encode(V value) {
    return ByteBuffer.wrap(writer.write(head, value));
  }

  /**
   * @throws IOException when the bytes are damaged, or of a schema that was not learnt
   */
  public V decode(ByteBuffer atRest) throws IOException {
    try {
      return decoder.decode(atRest.duplicate());
    } catch (RuntimeException e) { // Avro's way to say many things
      throw new IOException("not readable: " + e.getMessage(), e);
    }
  }

  /**
   * The value as it travels in the corridor, under today's schema.
   *
   * @param schemaId of today's schema in the registry
   * @throws IOException as {@link #decode}
   */
  public byte[] toWire(ByteBuffer atRest, int schemaId) throws IOException {
    ByteBuffer today = hasTodaysHead(atRest) ? atRest : encode(decode(atRest));
    int body = today.remaining() - HEAD;
    ByteBuffer wire = ByteBuffer.allocate(WIRE_HEAD + body).put((byte) 0).putInt(schemaId);
    return wire.put(today.slice(today.position() + HEAD, body)).array();
  }

  private boolean hasTodaysHead(ByteBuffer atRest) {
    return atRest.remaining() >= HEAD
        && atRest.slice(atRest.position(), HEAD).equals(ByteBuffer.wrap(head));
  }
}
