// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;

/**
 * The hours of a day in which customers may be called: by the rules of TRAI, India's regulator,
 * from 9:00 to 21:00, on every day of the week. The provider places a call at any hour, so that
 * whoever runs a campaign has to look after it.
 *
 * @param zone whose clock counts
 * @param from first minute inside
 * @param to first minute outside again, on the same day
 * @param kinds that are bound to the hours
 */
public record CallingHours(ZoneId zone, LocalTime from, LocalTime to, Set<Kind> kinds) {

  /** As shipped: calls in India. */
  public static final CallingHours TRAI =
      new CallingHours(
          ZoneId.of("Asia/Kolkata"), LocalTime.of(9, 0), LocalTime.of(21, 0), Set.of(Kind.CALL));

  /**
   * @throws IllegalArgumentException when the hours do not end after they have begun
   */
  public CallingHours {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(from + " is not before " + to);
    }
    kinds = Set.copyOf(kinds);
  }

  /**
   * Whether the account reached out at a wrong hour: never where the customer did.
   *
   * @param began when the call rang, or the message was sent
   * @return null where the kind is not bound to the hours
   */
  @Nullable Boolean outside(Kind kind, boolean inbound, Instant began) {
    if (!kinds.contains(kind)) {
      return null;
    }
    LocalTime local = began.atZone(zone).toLocalTime();
    return !inbound && (local.isBefore(from) || !local.isBefore(to));
  }
}
