// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one delivery attempt came to. Status codes are those of HTTP, null where there was none;
 * reasons are one sentence for an operator and hold no number, body or secret.
 */
public sealed interface DeliveryResult {

  /** The CRM has it. */
  record Delivered(@Nullable Integer statusCode) implements DeliveryResult {}

  /**
   * The CRM does not have it, or nobody knows, and may take it later.
   *
   * @param after how long it asked to wait; null when it did not say
   */
  record Retry(@Nullable Duration after, String why, @Nullable Integer statusCode)
      implements DeliveryResult {}

  /** The CRM will never take it. */
  record Rejected(String why, @Nullable Integer statusCode) implements DeliveryResult {}
}
