// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one topic in Confluent's wire format. What was written with exactly our
 * schema, which is nearly everything, is read by {@link Decoding}; Confluent's own deserializer
 * reads the first record of every schema id, and always those of other schemas. Safe for use by
 * many threads.
 */
final class WireDeserializer<V extends SpecificRecord> implements Deserializer<V> {

  private static final int HEAD_BYTES = 5;

  private final Topic<V> topic;
  private final SchemaRegistryClient registry;
  private final Deserializer<V> confluents;
  private final Decoding decoding;

  /** Whether the schema of an id is ours; judged once, when its first record has been read. */
  private final Map<Integer, Boolean> ours = new ConcurrentHashMap<>();

  WireDeserializer(Topic<V> topic, SchemaRegistryClient registry, Deserializer<V> confluents) {
    this.topic = topic;
    this.registry = registry;
    this.confluents = confluents;
    this.decoding = Decoding.of(topic.schema());
  }

  /**
   * @throws SerializationException when the bytes are no record, or the registry cannot be reached
   *     (then its cause is an {@link IOException})
   */
  @Override
  public @Nullable V deserialize(String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    int id = id(bytes);
    Boolean known = ours.get(id);
    if (known != null && known) {
      return decode(bytes);
    }
    V value = confluents.deserialize(name, bytes);
    if (known == null) {
      ours.put(id, isOurs(id));
    }
    return value;
  }

  private int id(byte[] bytes) {
    if (bytes.length < HEAD_BYTES || bytes[0] != 0) {
      throw new SerializationException("a record of " + topic.name() + " has no schema id");
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private V decode(byte[] bytes) {
    int length = bytes.length - HEAD_BYTES;
    Decoder in = DecoderFactory.get().binaryDecoder(bytes, HEAD_BYTES, length, null);
    try {
      return topic.values().cast(decoding.read(in));
    } catch (IOException e) {
      throw broken(new UncheckedIOException(e)); // ends too early; no fault of the registry
    } catch (RuntimeException e) {
      throw broken(e);
    }
  }

  private SerializationException broken(RuntimeException cause) {
    return new SerializationException("a record of " + topic.name() + " is cut or broken", cause);
  }

  /** Asks nobody: whoever has read a record of that id has its schema. */
  private boolean isOurs(int id) {
    try {
      ParsedSchema schema = registry.getSchemaBySubjectAndId(topic.subject(), id);
      return AvroSerdes.registered(topic).rawSchema().equals(schema.rawSchema());
    } catch (IOException | RestClientException e) {
      return false;
    }
  }
}
