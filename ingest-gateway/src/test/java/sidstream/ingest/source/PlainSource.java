// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.schemas.record.WebhookEvent;

/** A provider that sends a Sid and nothing else: the smallest source there can be. */
public final class PlainSource implements WebhookSource {

  @Override
  public List<Feed> feeds() {
    return List.of(new Feed("plain", "the bare Sid"));
  }

  @Override
  public Reading read(RawWebhook raw) {
    String sid = new String(raw.request().bytes(), UTF_8).strip();
    if (sid.isEmpty()) {
      return new Quarantine(Reason.EMPTY_BODY, "the body is empty");
    }
    WebhookEvent event =
        raw.event()
            .setSid(sid)
            .setKind("sms")
            .setStep("sent")
            .setStatus("sent")
            .setFingerprint(
                Fingerprint.of(
                    new TreeMap<>(Map.of("sid", sid)), new TreeMap<>(raw.request().query())))
            .build();
    return Reading.of(event);
  }

  @Override
  public Map<String, List<RawWebhook.Request>> examples() {
    byte[] body = "example".getBytes(UTF_8);
    return Map.of(
        "plain",
        List.of(new RawWebhook.Request("POST", Map.of(), "text/plain", ByteBuffer.wrap(body))));
  }
}
