// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.CloudEvent.Source;
import sidstream.schemas.Topic;

/** Forwards values to the topics, each with its CloudEvents headers. */
final class Outputs {

  private final ProcessorContext<String, SpecificRecord> context;

  Outputs(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
  }

  /** Where a value goes: its sink node and the topic behind it. */
  record Target<V extends SpecificRecord>(String node, Topic<V> topic) {}

  /**
   * @param id of the event, unique among those of its topic
   * @param time when it happened; the record's timestamp
   */
  <V extends SpecificRecord> void send(
      Target<V> target, String key, V value, String id, Instant time) {
    RecordHeaders headers = new RecordHeaders();
    new CloudEvent(id, target.topic().eventType(), Source.PROCESSOR, time).writeTo(headers);
    context.forward(new Record<>(key, value, time.toEpochMilli(), headers), target.node());
  }
}
