// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import sidstream.chassis.ops.Check;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.Receipt;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** A log that keeps nothing and gives the receipts that the test has for it. */
final class StubLog implements EventLog {

  private final Supplier<CompletableFuture<Receipt>> receipts;
  private volatile boolean asked;

  /**
   * @param receipts asked once for each append
   */
  StubLog(Supplier<CompletableFuture<Receipt>> receipts) {
    this.receipts = receipts;
  }

  boolean isAsked() {
    return asked;
  }

  @Override
  public CompletableFuture<Receipt> append(WebhookEvent event) {
    return next();
  }

  @Override
  public CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
    return next();
  }

  private CompletableFuture<Receipt> next() {
    asked = true;
    return receipts.get();
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
