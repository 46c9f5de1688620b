// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import java.time.Instant;
import java.util.List;
import sidstream.schemas.TrustedRecords;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.CrmLeg;

/** CRM events as the processor writes them. */
public final class CrmEvents {

  // builders copy nested records, which Avro refuses until they are declared trusted
  static {
    TrustedRecords.declare();
  }

  private CrmEvents() {}

  /** A completed call in which everything is known that a call can tell. */
  public static CrmEvent call() {
    Instant end = Instant.parse("2025-11-12T09:00:45Z");
    return CrmEvent.newBuilder(sms("c0ffee", 3))
        .setId("exotel:c0ffee:terminal:5eed")
        .setType("call")
        .setStatus("completed")
        .setStatusWord("completed")
        .setDelivered(null)
        .setDetailedCode(null)
        .setDetailedStatus(null)
        .setExophone("+918040000000")
        .setCampaign("diwali")
        .setLegs(
            List.of(
                new CrmLeg("+919999999991", "completed", 41), new CrmLeg(null, "no-answer", null)))
        .setTalkSeconds(41)
        .setRecordingUrl("https://recordings.example/c0ffee.mp3")
        .setStartedAt(end.minusSeconds(45))
        .setEndedAt(end)
        .setOccurredAt(end)
        .setReceivedAt(end.plusMillis(250))
        .setCustomField("order 7 \"quoted\" ₹")
        .build();
  }

  /** The step of a message that makes the given revision. */
  public static CrmEvent sms(String sid, int revision) {
    return CrmEvent.newBuilder()
        .setId("exotel:" + sid + ":terminal:" + revision)
        .setType("sms")
        .setSource("exotel")
        .setSid(sid)
        .setStep("terminal")
        .setTransition("advanced")
        .setStatus("failed")
        .setDelivered(false)
        .setDetailedCode(21_010)
        .setCustomer("+919999999991")
        .setReceivedAt(Instant.parse("2025-11-12T09:00:00Z"))
        .setRevision(revision)
        .build();
  }
}
