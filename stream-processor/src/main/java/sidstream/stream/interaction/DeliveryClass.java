// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.Locale;

/** What became of an SMS: on its way, delivered, accepted without a receipt, or why it failed. */
public enum DeliveryClass {
  /** On its way. */
  PENDING,
  /** The handset has it. */
  HANDSET,
  /** The operator has taken it; whether the handset has it, nobody says. */
  ACCEPTED,
  /** The subscriber wants no such messages. */
  DND,
  /** Refused by the rules for commercial messages: sender, entity, template or consent. */
  DLT,
  /** The number, the handset or its owner. */
  SUBSCRIBER,
  /** Refused or lost by an operator or on the route to it. */
  OPERATOR,
  /** A fault of the provider, and what nobody explains. */
  SYSTEM;

  public boolean isFailure() {
    return compareTo(ACCEPTED) > 0;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
