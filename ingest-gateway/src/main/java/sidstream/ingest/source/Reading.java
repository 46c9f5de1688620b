// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import sidstream.schemas.record.WebhookEvent;

/** What became of reading a webhook: an event, or a reason to set it aside with its raw bytes. */
public sealed interface Reading {

  /** Understood, at least its Sid. */
  record Event(WebhookEvent event) implements Reading {}

  /**
   * Not understood. The sender did nothing wrong and is not told: operators are.
   *
   * @param reason for machines: a meter label
   * @param detail for people: names the field where there is one, holds no value of it
   */
  record Quarantine(Reason reason, String detail) implements Reading {}

  /** Why a webhook is set aside. */
  enum Reason {
    /** Nothing but white space. */
    EMPTY_BODY,
    /** Neither multipart, nor form, nor JSON by its own rules, for example cut off. */
    MALFORMED_BODY,
    /** An encoding that nobody here reads. */
    UNSUPPORTED_CONTENT_TYPE,
    /** Fields, but none that says which call, message or campaign it is about. */
    NO_SID,
    /** Read as fields, but they make no event. */
    UNRECOGNISED_SHAPE
  }
}
