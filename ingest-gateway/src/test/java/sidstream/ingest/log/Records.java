// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** Records for tests of the log. */
final class Records {

  private static final Instant NOON = Instant.parse("2025-11-12T06:30:00Z");

  private Records() {}

  static WebhookEvent event(String sid, int number, int rawBytes) {
    return WebhookEvent.newBuilder()
        .setReceiptId("receipt-" + number)
        .setReceivedAt(NOON)
        .setSource("exotel")
        .setFeed("call")
        .setKind("call")
        .setSid(sid)
        .setStep("step-" + number)
        .setStatus("completed")
        .setFingerprint("0123456789abcdef")
        .setCall(
            CallPart.newBuilder()
                .setTo(new Phone("09999999991", "+919999999991"))
                .setLegs(List.of())
                .build())
        .setMethod("POST")
        .setContentType("application/json")
        .setRaw(ByteBuffer.allocate(rawBytes))
        .build();
  }

  static QuarantinedWebhook quarantined() {
    return new QuarantinedWebhook(
        "receipt-q",
        NOON,
        "exotel",
        "call",
        "NO_SID",
        "CallSid is empty",
        "POST",
        Map.of("lead", "7"),
        null,
        ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }
}
