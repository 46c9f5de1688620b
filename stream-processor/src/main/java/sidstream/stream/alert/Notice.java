// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An alert fires or resolves: what somebody must be told, once.
 *
 * @param rule null where a rule that is no longer configured left the alert behind
 * @param state at that moment
 * @param ended why it resolved; null when it fires
 */
public record Notice(
    AlertKey key, @Nullable AlertRule rule, AlertState state, @Nullable Ended ended, Instant at) {

  /** Why an alert resolves. */
  public enum Ended {
    /** The limit is kept again. */
    RECOVERED,
    /** There is nothing to judge any more, or too little. */
    NO_DATA,
    /** Business hours are over: nobody is expected to call. */
    OUTSIDE_HOURS,
    /** The rule is no longer configured, or switched off. */
    RULE_REMOVED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public boolean isFiring() {
    return ended == null;
  }
}
