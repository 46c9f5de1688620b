// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Header of the {@link #id}. */
  public static final String ID = "ce_id";

  /** Header of the {@link #time}, in ISO 8601. */
  public static final String TIME = "ce_time";

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
    set(headers, ID, id);
    set(headers, TIME, time.toString());
    constant(type, source).forEach((name, value) -> set(headers, name, value));
  }

  /** The headers that are the same for every record of one type from one app. */
  public static Map<String, String> constant(String type, Source source) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_type", type);
    headers.put("ce_source", source.uri);
    headers.put("content-type", "application/vnd.confluent.avro");
    return headers;
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }
}
