// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.twilio;

import java.time.ZoneId;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.WebhookSourceContract;
import sidstream.ingest.source.Webhooks;

class TwilioSourceContractTest extends WebhookSourceContract {

  private final TwilioSource twilio = new TwilioSource(ZoneId.of("UTC"), "US");

  @Override
  protected WebhookSource source() {
    return twilio;
  }

  @Override
  protected RawWebhook readable() {
    return Webhooks.of("call", twilio.examples().get("call").get(0));
  }
}
