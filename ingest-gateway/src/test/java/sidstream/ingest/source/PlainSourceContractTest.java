// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

class PlainSourceContractTest extends WebhookSourceContract {

  @Override
  protected WebhookSource source() {
    return new PlainSource();
  }

  @Override
  protected RawWebhook readable() {
    return Webhooks.of("plain", "text/plain", "c0ffee");
  }
}
