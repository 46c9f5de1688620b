// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Enricher;
import sidstream.stream.interaction.Step;

/**
 * Reads a record of webhooks. One that cannot be read (foreign bytes, an unknown schema, a kind of
 * a newer release) is no reason to stop and none to lose it: it goes to quarantine with its bytes.
 * A registry that is away is a reason to stop and try again.
 */
final class WebhookReader {

  /** Provider and feed of what cannot be read. */
  static final String UNKNOWN = "unknown";

  private final String topic;
  private final Deserializer<WebhookEvent> deserializer;
  private final Enricher enricher;

  WebhookReader(String topic, Deserializer<WebhookEvent> deserializer, Enricher enricher) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.enricher = enricher;
  }

  /** The record is no webhook that this release understands. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * @param appendedAt the record's timestamp: the broker's clock
   * @throws Unreadable when the record itself is at fault
   * @throws SerializationException when the registry cannot be reached
   */
  Step read(byte[] value, RecordMetadata at, Instant appendedAt) throws Unreadable {
    try {
      WebhookEvent event = deserializer.deserialize(topic, value);
      return enricher.enrich(event, at.partition(), at.offset(), appendedAt);
    } catch (SerializationException e) {
      if (e.getCause() instanceof IOException) {
        throw e;
      }
      throw new Unreadable(e);
    } catch (IllegalArgumentException | NullPointerException | AvroRuntimeException e) {
      throw new Unreadable(e);
    }
  }

  static QuarantinedWebhook quarantined(byte[] value, RecordMetadata at, Instant appendedAt) {
    return QuarantinedWebhook.newBuilder()
        .setReceiptId(at.topic() + '-' + at.partition() + '-' + at.offset())
        .setReceivedAt(appendedAt)
        .setSource(UNKNOWN)
        .setFeed(UNKNOWN)
        .setReason("UNREADABLE_RECORD")
        .setDetail("the record on " + at.topic() + " is no webhook that this release understands")
        .setMethod("")
        .setQuery(Map.of())
        .setContentType(null)
        .setRaw(ByteBuffer.wrap(value == null ? new byte[0] : value))
        .build();
  }
}
