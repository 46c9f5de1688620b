// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents attributes of a record, in the binary mode of the Kafka protocol binding
 * (cloudevents.io, version 1.0.2, section 3.2): one header per attribute, prefix {@code ce_}.
 *
 * @param id unique per source
 * @param type the topic's event type, see {@link Topic#eventType()}
 * @param source the app that wrote the record
 * @param time when the thing happened
 */
public record CloudEvent(String id, String type, Source source, Instant time) {

  /** The app that wrote a record. */
  public enum Source {
    GATEWAY("/sidstream/ingest-gateway"),
    PROCESSOR("/sidstream/stream-processor"),
    SINK("/sidstream/crm-sink");

    private final String uri;

    Source(String uri) {
      this.uri = uri;
    }
  }

  /** Replaces whatever attributes the headers had: a derived record has attributes of its own. */
  public void writeTo(Headers headers) {
    set(headers, "ce_specversion", "1.0");
    set(headers, "ce_id", id);
    set(headers, "ce_type", type);
    set(headers, "ce_source", source.uri);
    set(headers, "ce_time", time.toString());
    set(headers, "content-type", "application/vnd.confluent.avro");
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }
}
