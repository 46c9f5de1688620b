// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.WebhookEvent;

/** A number lent to two parties (LeadAssist) was taken back, by policy or by hand. */
final class Allocation {

  private Allocation() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    event
        .setKind(Kind.ALLOCATION.word())
        .setStatus(Status.UNKNOWN.word())
        .setStep("deallocated")
        .setOccurredAt(fields.time("deallocated_at", "deallocation_time", "current_time"))
        .setCustomField(fields.text("custom_field"));
  }
}
