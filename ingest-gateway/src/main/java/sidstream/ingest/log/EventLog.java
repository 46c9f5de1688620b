// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.concurrent.CompletableFuture;
import sidstream.chassis.run.Part;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * Makes webhooks durable, in order per Sid. Safe for use by many threads, and never makes one of
 * them wait: what cannot be taken now fails at once.
 *
 * <p>The future holds the receipt, or fails. A failed or late one does not prove that nothing was
 * stored: the broker may have taken it and its answer got lost. Whoever sends again then makes a
 * duplicate, which the processor knows by its identity; never a loss.
 */
public interface EventLog extends Part {

  CompletableFuture<Receipt> append(WebhookEvent event);

  CompletableFuture<Receipt> append(QuarantinedWebhook webhook);

  /**
   * Does what {@link #append} does up to storing, so that the first append does not pay for it.
   * Never fails.
   */
  default void rehearse(WebhookEvent event) {}

  /** How many webhooks with a receipt wait on this machine's disk; up to a second old. */
  default long spooled() {
    return 0;
  }

  /** What acks say of this machine's clock; nothing where nobody sends any. */
  default ClockSkew clockSkew() {
    return new ClockSkew();
  }
}
