// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one report did to an interaction. */
public sealed interface Transition {

  /** How an accepted report changed the interaction. */
  enum How {
    /** A new step that no other is ahead of. */
    ADVANCED,
    /** A new step behind one that came before it: kept as history, the status stays. */
    LATE,
    /** A known step with other content: forwarded, never counted twice. */
    AMENDED,
    /** No report at all: nothing more came, so the interaction was declared to have ended. */
    UNFINISHED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The interaction after the report; it is to be stored whatever the report did. */
  Interaction after();

  /**
   * The report said something new.
   *
   * @param before null where this is the Sid's first
   */
  record Accepted(How how, @Nullable Interaction before, Interaction after) implements Transition {}

  /**
   * The step was reported before with the same content.
   *
   * @param firstOffset where its first copy stands, on the same partition
   */
  record Duplicate(long firstOffset, Interaction after) implements Transition {}

  /** The very record was folded before: read again after a restart or by a replay. */
  record Replayed(Interaction after) implements Transition {}
}
