// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/**
 * Calls of six campaigns as the gateway writes them: four reports of each, read from the captured
 * ones, a thousand calls at a time; every twentieth report comes twice. Each call has a Sid and a
 * customer of its own.
 */
final class Histories {

  /** Reports of one call, the repeated ones included. */
  static final double EVENTS_PER_SID = 4.2;

  private static final int WIDTH = 1_000;
  private static final int REPEATED = 20;
  private static final int CAMPAIGNS = 6;
  private static final List<WebhookEvent> REPORTS =
      Stream.of(
              "voice-answered-leg1.multipart",
              "voice-answered-leg2.multipart",
              "voice-terminal-completed.multipart",
              "campaign-call.json")
          .map(Histories::read)
          .toList();

  /** Sets the Sids of this load apart from those of others. */
  private final long run;

  Histories(long run) {
    this.run = run;
  }

  WebhookEvent event(long number, Instant receivedAt) {
    long report = number / (REPEATED + 1) * REPEATED + Math.min(number % (REPEATED + 1), 19);
    long round = report / WIDTH;
    long sid = round / REPORTS.size() * WIDTH + report % WIDTH;
    WebhookEvent template = REPORTS.get((int) (round % REPORTS.size()));
    WebhookEvent.Builder event =
        WebhookEvent.newBuilder(template)
            .setReceiptId("%016x-%016d".formatted(run, number))
            .setReceivedAt(receivedAt)
            .setOccurredAt(Instant.EPOCH.plusSeconds(1_760_000_000 + report))
            .setFingerprint(HexFormat.of().toHexDigits(report * 0x9E3779B97F4A7C15L))
            .setSid("%016x%016x".formatted(run, sid))
            .setQuery(Map.of("campaign_id", "campaign-" + sid % CAMPAIGNS));
    String customer = "+9198%08d".formatted(sid % 100_000_000);
    Phone phone = new Phone("0" + customer.substring(3), customer);
    if (template.getCall() != null) {
      event.setCall(CallPart.newBuilder(template.getCall()).setTo(phone).build());
    }
    if (template.getCampaign() != null) {
      event.setCampaign(
          CampaignPart.newBuilder(template.getCampaign())
              .setCampaignSid("campaign-" + sid % CAMPAIGNS)
              .setContact(phone)
              .build());
    }
    return event.build();
  }

  private static WebhookEvent read(String name) {
    ExotelSample sample = ExotelSamples.named(name);
    RawWebhook.Request request =
        new RawWebhook.Request(
            "POST", Map.of(), sample.contentType(), ByteBuffer.wrap(sample.body()));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Reading reading =
        new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN")
            .read(new RawWebhook("0", now, "exotel", sample.feed(), request));
    return ((Reading.Events) reading).events().get(0);
  }
}
