// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.Coordinates;

/**
 * The record that was to be delivered.
 *
 * @param event what it is; null where it could not be read
 * @param sid the record key; empty where it had none
 * @param at where it stands on crm-events
 * @param value its value as it stands there
 */
public record Origin(@Nullable Event event, String sid, Coordinates at, ByteBuffer value) {

  /**
   * What is known of an event that could be read.
   *
   * @param id its idempotency key
   * @param source provider
   * @param receivedAt when the gateway received the report behind it
   */
  public record Event(String id, String source, Instant receivedAt) {}

  /** Unique per record and kind of writing: a repeated writing has the same id. */
  String id(String kind) {
    return at.getTopic() + ':' + at.getPartition() + ':' + at.getOffset() + ':' + kind;
  }
}
