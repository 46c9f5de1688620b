// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.SentAt;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Enricher;
import sidstream.stream.interaction.EventTime;
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

  /** The record itself is at fault: no other is held up by it. */
  static final class Unprocessable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String fault;

    /**
     * @param reason in the vocabulary of webhooks-quarantine
     */
    Unprocessable(String reason, Exception cause) {
      super(cause.getMessage(), cause);
      this.reason = reason;
      this.fault = cause.getClass().getSimpleName();
    }

    String reason() {
      return reason;
    }

    /** The kind of fault alone: its message may hold what the record holds. */
    String fault() {
      return fault;
    }

    QuarantinedWebhook quarantined(byte[] value, RecordMetadata at, Instant appendedAt) {
      return QuarantinedWebhook.newBuilder()
          .setReceiptId(at.topic() + '-' + at.partition() + '-' + at.offset())
          .setReceivedAt(appendedAt)
          .setSource(UNKNOWN)
          .setFeed(UNKNOWN)
          .setReason(reason)
          .setDetail("this release cannot process the record on " + at.topic() + ": " + fault())
          .setMethod("")
          .setQuery(Map.of())
          .setContentType(null)
          .setRaw(ByteBuffer.wrap(value == null ? new byte[0] : value))
          .build();
    }
  }

  /**
   * @param webhook its timestamp is the broker's clock
   * @throws Unprocessable when the record itself is at fault
   * @throws SerializationException when the registry cannot be reached
   */
  Step read(Record<String, byte[]> webhook, RecordMetadata at) throws Unprocessable {
    Instant appendedAt = Instant.ofEpochMilli(webhook.timestamp());
    try {
      WebhookEvent event = deserializer.deserialize(topic, webhook.value());
      Step step = enricher.enrich(event, at.partition(), at.offset(), appendedAt);
      return SentAt.of(webhook.headers())
          .map(sentAt -> EventTime.of(event.getReceivedAt(), sentAt, appendedAt))
          .map(step::received)
          .orElse(step);
    } catch (SerializationException e) {
      if (AvroSerdes.isRegistryAway(e)) {
        throw e;
      }
      throw new Unprocessable("UNREADABLE_RECORD", e);
    } catch (IllegalArgumentException | NullPointerException | AvroRuntimeException e) {
      throw new Unprocessable("UNREADABLE_RECORD", e);
    }
  }
}
