// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import sidstream.ingest.spool.SpoolRecord;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.CloudEvent.Source;
import sidstream.schemas.SentAt;
import sidstream.schemas.SingleObject;
import sidstream.schemas.TimeHeader;
import sidstream.schemas.Topic;

/**
 * Turns values of one topic into what is kept on disk, and that into what Kafka takes. The headers
 * that are the same for every record are made once.
 */
final class TopicWriter<V extends SpecificRecord> {

  private final Topic<V> topic;
  private final SingleObject<V> values;
  private final Header[] constant;
  private final TimeHeader time = new TimeHeader();

  TopicWriter(Topic<V> topic) {
    this.topic = topic;
    this.values = new SingleObject<>(topic);
    this.constant =
        CloudEvent.constant(topic.eventType(), Source.GATEWAY).entrySet().stream()
            .map(header -> (Header) new RecordHeader(header.getKey(), bytes(header.getValue())))
            .toArray(Header[]::new);
  }

  Topic<V> topic() {
    return topic;
  }

  /** What the spool calls these records: it must not change when the topic's name does. */
  String type() {
    return topic.values().getSimpleName();
  }

  /** Lets records be read that were spooled under this schema. */
  void learn(Schema written) {
    if (written.getFullName().equals(topic.schema().getFullName())) {
      values.learn(written);
    }
  }

  /** The value at rest; its place in the order of arrival is not known yet. */
  SpoolRecord atRest(String key, String receiptId, Instant receivedAt, V value) {
    return new SpoolRecord(0, type(), key, receiptId, receivedAt, values.encode(value));
  }

  /**
   * @param schemaId of the topic's schema in the registry
   * @throws IOException when what came back from the disk cannot be read
   */
  ProducerRecord<String, byte[]> forKafka(SpoolRecord record, int schemaId) throws IOException {
    byte[] value = values.toWire(record.value(), schemaId);
    List<Header> headers =
        List.of(
            constant[0],
            constant[1],
            constant[2],
            constant[3],
            new RecordHeader(CloudEvent.ID, bytes(record.receiptId())),
            time.of(record.receivedAt()),
            new RecordHeader(SentAt.NAME, SentAt.value(System.currentTimeMillis())));
    return new ProducerRecord<>(topic.name(), null, null, record.key(), value, headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
