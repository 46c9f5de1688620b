// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.util.Locale;

/** How soon somebody must act. */
public enum Severity {
  /** Within the working day. */
  WARNING,
  /** Now: events, calls or money are being lost. */
  CRITICAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
