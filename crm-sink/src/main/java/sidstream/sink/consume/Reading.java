// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import sidstream.schemas.record.CrmEvent;

/** What reading a record's value came to. */
sealed interface Reading {

  record Event(CrmEvent event) implements Reading {}

  /** Its schema cannot be had now. */
  record NotNow(String why) implements Reading {}

  /** No event, and never will be. */
  record Unreadable(String why) implements Reading {}
}
