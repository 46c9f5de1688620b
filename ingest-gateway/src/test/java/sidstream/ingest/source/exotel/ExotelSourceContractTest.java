// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.time.ZoneId;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.WebhookSourceContract;
import sidstream.ingest.source.Webhooks;
import sidstream.testkit.ExotelSamples;

class ExotelSourceContractTest extends WebhookSourceContract {

  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  @Override
  protected WebhookSource source() {
    return exotel;
  }

  @Override
  protected RawWebhook readable() {
    return Webhooks.of(ExotelSamples.named("voice-terminal-completed.multipart"));
  }
}
