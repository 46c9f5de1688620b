// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;

/**
 * Reads records that are about events and are none: one that cannot be read is counted and passed
 * over. A registry that is away is a reason to stop and try again.
 */
final class SideRecords<V extends SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(SideRecords.class);

  private final Topic<V> topic;
  private final Deserializer<V> deserializer;
  private final Meters meters;
  private final Meter unreadable;

  SideRecords(Topic<V> topic, Deserializer<V> deserializer, Meters meters, Meter unreadable) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.meters = meters;
    this.unreadable = unreadable;
  }

  /**
   * Empty where there is nothing to read.
   *
   * @throws SerializationException when the registry cannot be reached
   */
  Optional<V> read(byte[] value) {
    try {
      return Optional.ofNullable(deserializer.deserialize(topic.name(), value));
    } catch (SerializationException e) {
      if (AvroSerdes.isRegistryAway(e)) {
        throw e;
      }
      log.warn("a record of {} cannot be read and is passed over", topic.name());
      meters.count(unreadable);
      return Optional.empty();
    }
  }
}
