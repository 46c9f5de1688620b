// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.Topic;

/** A topic on which a record stands once {@link #write} has returned. Safe for several threads. */
final class AckedTopic<V extends SpecificRecord> {

  private final Producer<String, byte[]> producer;
  private final Topic<V> topic;
  private final Serializer<V> serializer;

  AckedTopic(Producer<String, byte[]> producer, Topic<V> topic, Serializer<V> serializer) {
    this.producer = producer;
    this.topic = topic;
    this.serializer = serializer;
  }

  void write(Origin origin, V value, CloudEvent attributes)
      throws NotStoredException, InterruptedException {
    try {
      String key = origin.sid().isEmpty() ? null : origin.sid();
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(topic.name(), key, serialized(value));
      attributes.writeTo(record.headers());
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new NotStoredException(topic.name(), e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw new NotStoredException(topic.name(), e);
    }
  }

  String eventType() {
    return topic.eventType();
  }

  private synchronized byte[] serialized(V value) {
    return serializer.serialize(topic.name(), value);
  }
}
