// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import sidstream.chassis.ops.Check;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** Keeps everything in this process: for tests, and to try the gateway without Kafka. */
public final class InMemoryEventLog implements EventLog {

  private final List<WebhookEvent> events = new ArrayList<>();
  private final List<QuarantinedWebhook> quarantined = new ArrayList<>();
  private boolean open;

  @Override
  public String name() {
    return "log";
  }

  @Override
  public synchronized void start() {
    open = true;
  }

  @Override
  public synchronized Check check() {
    return open ? Check.OK : Check.notReady("not open");
  }

  @Override
  public synchronized CompletableFuture<Receipt> append(WebhookEvent event) {
    return append(event, events);
  }

  @Override
  public synchronized CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
    return append(webhook, quarantined);
  }

  /** Every event, in order. */
  public synchronized List<WebhookEvent> events() {
    return List.copyOf(events);
  }

  /** Every quarantined webhook, in order. */
  public synchronized List<QuarantinedWebhook> quarantined() {
    return List.copyOf(quarantined);
  }

  @Override
  public synchronized void close() {
    open = false;
  }

  private <T> CompletableFuture<Receipt> append(T record, List<T> records) {
    if (!open) {
      return CompletableFuture.failedFuture(new IllegalStateException("not open"));
    }
    records.add(record);
    return CompletableFuture.completedFuture(new Receipt.Stored(0, records.size() - 1L));
  }
}
