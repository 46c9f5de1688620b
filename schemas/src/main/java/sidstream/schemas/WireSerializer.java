// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one topic in Confluent's wire format. Confluent's own serializer looks the
 * schema up, and compares it, for every record; here a topic has one schema, whose id is asked for
 * once. Safe for use by many threads.
 */
final class WireSerializer<V extends SpecificRecord> implements Serializer<V> {

  private static final int HEAD_BYTES = 5;

  private final AvroSerdes serdes;
  private final Topic<V> topic;
  private final BinaryWriter<V> writer;
  private volatile byte @Nullable [] head;

  WireSerializer(AvroSerdes serdes, Topic<V> topic) {
    this.serdes = serdes;
    this.topic = topic;
    writer = new BinaryWriter<>(topic);
  }

  /**
   * @throws SerializationException when the registry does not know the schema, or cannot be reached
   *     (then its cause is an {@link IOException})
   */
  @Override
  public byte @Nullable [] serialize(String name, @Nullable V value) {
    if (value == null) {
      return null;
    }
    byte[] known = head;
    if (known == null) {
      known = head();
      head = known;
    }
    return writer.write(known, value);
  }

  private byte[] head() {
    try {
      return ByteBuffer.allocate(HEAD_BYTES).put((byte) 0).putInt(serdes.resolve(topic)).array();
    } catch (InterruptedIOException e) {
      throw new TimeoutException("interrupted while the schema registry was asked", e);
    } catch (IOException e) {
      throw new SerializationException("the schema registry cannot be reached", e);
    } catch (RestClientException e) {
      throw new SerializationException(
          "the schema registry does not know the schema of " + topic.subject(), e);
    }
  }
}
