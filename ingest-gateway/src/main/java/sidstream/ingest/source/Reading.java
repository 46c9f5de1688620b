// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import java.util.List;
import java.util.Optional;
import sidstream.schemas.record.WebhookEvent;

/** What became of reading a webhook: events, or a reason to set it aside with its raw bytes. */
public sealed interface Reading {

  /**
   * Understood, at least the Sids. Most webhooks are one event; some providers send several items
   * in one request, and each is an event of its own.
   *
   * @param events in the order of the request; at least one
   * @param leftOver why the webhook is set aside as well: some of its items could not be read
   */
  record Events(List<WebhookEvent> events, Optional<Quarantine> leftOver) implements Reading {

    public Events {
      events = List.copyOf(events);
    }
  }

  /**
   * Not understood. The sender did nothing wrong and is not told: operators are.
   *
   * @param reason for machines: a meter label
   * @param detail for people: names the field where there is one, holds no value of it
   */
  record Quarantine(Reason reason, String detail) implements Reading {}

  /** The usual reading: one event. */
  static Reading of(WebhookEvent event) {
    return new Events(List.of(event), Optional.empty());
  }

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
