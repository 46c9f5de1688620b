// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import sidstream.sink.delivery.DeliveryResult;

/**
 * Where activities go. An adapter makes one attempt and says what came of it; order, back-off,
 * giving up and dead letters are none of its business.
 *
 * <p>The call blocks. The worker threads are then the bound on what a CRM is asked at one time,
 * which is the number its owner wants to set; a future would need a second bound to say the same.
 * Many threads call at once.
 */
public interface Crm {

  /** Short lower-case name for receipts and meters, for example {@code rest}. */
  String name();

  /**
   * Makes one attempt, in bounded time.
   *
   * @param idempotencyKey the same for every attempt at the same event, after restarts and replays
   *     too; what the CRM has already is {@code Delivered} or {@code Rejected}, never delivered
   *     twice
   * @return the result; faults of the network and of the CRM are results, not exceptions
   */
  DeliveryResult deliver(Activity activity, String idempotencyKey) throws InterruptedException;
}
