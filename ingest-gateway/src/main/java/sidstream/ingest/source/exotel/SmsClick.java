// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * The receiver of an SMS has followed its shortened link. An event of that SMS which says nothing
 * of its delivery. Two documents describe it, with no field in common.
 */
final class SmsClick {

  private SmsClick() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    event
        .setKind(Kind.SMS.word())
        .setStatus(Status.UNKNOWN.word())
        .setStep("click:" + StatusWords.digest(event.getFingerprint()))
        .setOccurredAt(fields.time("ClickedAt", "clicked_at", "timestamp"))
        .setCustomField(fields.text("CustomField", "custom_field"))
        .setSms(SmsPart.newBuilder().setTo(fields.phone("To", "to")).build());
  }
}
