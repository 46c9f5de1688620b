// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import org.jspecify.annotations.Nullable;

/** How the way of an event to the CRM ended. */
public sealed interface Outcome {

  /** HTTP status of the last answer; null without an answer. */
  @Nullable Integer statusCode();

  /** The CRM has it. */
  record Delivered(@Nullable Integer statusCode) implements Outcome {}

  /**
   * It goes to the dead letters.
   *
   * @param detail the last answer or error, without the body
   */
  record Dead(Reason reason, String detail, @Nullable Integer statusCode) implements Outcome {}

  /** Why an event is dead. The names stand on crm-dead-letters. */
  enum Reason {
    /** The CRM said no. */
    REJECTED,
    /** Given up after retries. */
    EXHAUSTED,
    /** The record is no valid event. */
    UNREADABLE
  }
}
