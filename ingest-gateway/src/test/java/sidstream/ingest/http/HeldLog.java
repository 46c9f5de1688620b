// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.concurrent.CompletableFuture;
import sidstream.chassis.ops.Check;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.Receipt;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** A log whose one ack comes when the test says so. */
final class HeldLog implements EventLog {

  private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
  private volatile boolean asked;

  CompletableFuture<Receipt> receipt() {
    return receipt;
  }

  boolean isAsked() {
    return asked;
  }

  @Override
  public CompletableFuture<Receipt> append(WebhookEvent event) {
    asked = true;
    return receipt;
  }

  @Override
  public CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
    asked = true;
    return receipt;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public void start() {}

  @Override
  public Check check() {
    return Check.OK;
  }

  @Override
  public void close() {}
}
