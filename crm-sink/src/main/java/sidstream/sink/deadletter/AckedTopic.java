// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.Topic;

/** A topic on which a record stands once {@link #write} has returned. Safe for several threads. */
final class AckedTopic<V extends SpecificRecord> {

  private final LastingProducer producer;
  private final Topic<V> topic;
  private final Serializer<V> serializer;

  AckedTopic(LastingProducer producer, Topic<V> topic, Serializer<V> serializer) {
    this.producer = producer;
    this.topic = topic;
    this.serializer = serializer;
  }

  void write(Origin origin, V value, CloudEvent attributes)
      throws NotStoredException, InterruptedException {
    String key = origin.sid().isEmpty() ? null : origin.sid();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic.name(), key, serialized(value));
    attributes.writeTo(record.headers());
    producer.write(record);
  }

  String eventType() {
    return topic.eventType();
  }

  private synchronized byte[] serialized(V value) throws NotStoredException {
    try {
      return serializer.serialize(topic.name(), value);
    } catch (KafkaException e) {
      throw new NotStoredException(topic.name(), e);
    }
  }
}
