// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.record.CrmEvent;
import sidstream.sink.consume.Reading.Event;
import sidstream.sink.consume.Reading.NotNow;
import sidstream.sink.consume.Reading.Unreadable;

/**
 * Reads a record's value, and tells bytes that are no event from a registry that is away: the first
 * are dead letters, the second is waited for. Safe for several threads.
 */
final class EventReader {

  private static final int ID_END = 5;
  private static final int LONGEST_WHY = 200;

  private final SchemaRegistryClient registry;
  private final Topic<CrmEvent> topic;
  private final Deserializer<CrmEvent> deserializer;

  EventReader(SchemaRegistryClient registry, Topic<CrmEvent> topic) {
    this.registry = registry;
    this.topic = topic;
    deserializer = new AvroSerdes(registry).deserializer(topic);
  }

  Reading read(byte @Nullable [] value) {
    if (value == null) {
      return new Unreadable("the record has no value");
    } else if (value.length < ID_END || value[0] != 0) {
      return new Unreadable("the value is not in Confluent's wire format");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    try {
      // cached under this very subject and id, where the deserializer looks next
      registry.getSchemaBySubjectAndId(topic.subject(), id);
      return decode(value);
    } catch (IOException | RestClientException e) {
      return new NotNow(cut("schema " + id + " cannot be had: " + e.getMessage()));
    }
  }

  private synchronized Reading decode(byte[] value) {
    try {
      return new Event(deserializer.deserialize(topic.name(), value));
    } catch (RuntimeException e) { // Avro throws whatever it stumbles over
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Unreadable(cut("the value is no CrmEvent: " + cause));
    }
  }

  private static String cut(String why) {
    return why.substring(0, Math.min(why.length(), LONGEST_WHY));
  }
}
