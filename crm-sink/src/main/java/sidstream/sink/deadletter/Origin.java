// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.Coordinates;

/**
 * The record that was to be delivered.
 *
 * @param eventId the event's idempotency key; null where the record could not be read
 * @param sid the record key; empty where it had none
 * @param at where it stands on crm-events
 * @param value its value as it stands there
 */
public record Origin(@Nullable String eventId, String sid, Coordinates at, ByteBuffer value) {

  /** Unique per record and kind of writing: a repeated writing has the same id. */
  String id(String kind) {
    return at.getTopic() + ':' + at.getPartition() + ':' + at.getOffset() + ':' + kind;
  }
}
