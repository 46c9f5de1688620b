// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.CloudEvent.Source;
import sidstream.schemas.TimeHeader;
import sidstream.schemas.Topic;

/** Forwards values to the topics, each with its CloudEvents headers. */
final class Outputs {

  private final ProcessorContext<String, SpecificRecord> context;
  private final Map<String, List<Header>> constants = new HashMap<>();

  /** What comes of one step is of one time. */
  private final TimeHeader time = new TimeHeader();

  Outputs(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
  }

  /** Where a value goes: its sink node and the topic behind it. */
  record Target<V extends SpecificRecord>(String node, Topic<V> topic) {}

  /** The headers that are the same for every record of a topic, built once. */
  private RecordHeaders constant(Topic<?> topic) {
    List<Header> headers =
        constants.computeIfAbsent(
            topic.eventType(),
            type ->
                CloudEvent.constant(type, Source.PROCESSOR).entrySet().stream()
                    .<Header>map(one -> new RecordHeader(one.getKey(), bytes(one.getValue())))
                    .toList());
    return new RecordHeaders(headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /**
   * @param id of the event, unique among those of its topic
   * @param at when it happened; the record's timestamp
   */
  <V extends SpecificRecord> void send(
      Target<V> target, String key, V value, String id, Instant at) {
    RecordHeaders headers = constant(target.topic());
    headers.add(CloudEvent.ID, bytes(id)).add(time.of(at));
    context.forward(new Record<>(key, value, at.toEpochMilli(), headers), target.node());
  }
}
