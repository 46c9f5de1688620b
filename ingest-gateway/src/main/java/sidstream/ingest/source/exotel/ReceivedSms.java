// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.WebhookEvent;

/** An SMS that somebody has sent to the account: no delivery report, and never counted as one. */
final class ReceivedSms {

  private ReceivedSms() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    event
        .setKind(Kind.MESSAGE.word())
        .setStatus(Status.RECEIVED.word())
        .setStep(Status.RECEIVED.word())
        .setOccurredAt(fields.time("Date", "DateSent", "date"))
        .setMessage(
            MessagePart.newBuilder()
                .setChannel("sms")
                .setDirection("inbound")
                .setFrom(fields.phone("From", "from"))
                .setTo(fields.phone("To", "to"))
                .setContentType("text")
                .setText(fields.text("Body", "body"))
                .build());
  }
}
