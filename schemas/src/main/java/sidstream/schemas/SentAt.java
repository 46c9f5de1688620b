// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Header of webhooks: when the gateway gave the record to Kafka, by the same clock as its {@code
 * received_at}. So how long it waited, on disk for example, is known even where that clock is
 * wrong. Eight bytes, UTC milliseconds.
 */
public final class SentAt {

  public static final String NAME = "sidstream_sent_at";

  private SentAt() {}

  public static byte[] value(long millis) {
    return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
  }

  /** Empty where the record does not say. */
  public static Optional<Instant> of(Headers headers) {
    Header header = headers.lastHeader(NAME);
    return header == null || header.value() == null || header.value().length != Long.BYTES
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(header.value()).getLong()));
  }
}
