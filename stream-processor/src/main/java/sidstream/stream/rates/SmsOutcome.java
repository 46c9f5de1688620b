// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;
import sidstream.stream.interaction.DeliveryClass;
import sidstream.stream.interaction.Details.Carrier;
import sidstream.stream.interaction.Interaction;

/** What an SMS that has ended counts for. */
final class SmsOutcome {

  private SmsOutcome() {}

  static Tally tally(Interaction sms) {
    if (sms.status() == Status.UNFINISHED) {
      return Tally.one(Count.SMS_UNFINISHED);
    }
    Carrier carrier = sms.details().carrier();
    Integer units = carrier.units();
    return fate(carrier.delivered(), sms.deliveryClass())
        .plus(Count.SMS_UNITS, units == null ? 0 : units);
  }

  private static Tally fate(@Nullable Boolean delivered, @Nullable DeliveryClass why) {
    if (delivered == null) {
      return Tally.one(Count.SMS_ACCEPTED);
    }
    return delivered ? Tally.one(Count.SMS_DELIVERED) : failed(why);
  }

  private static Tally failed(@Nullable DeliveryClass why) {
    Tally failed = Tally.one(Count.SMS_FAILED);
    if (why == null) {
      return failed.plus(Count.SMS_FAILED_SYSTEM, 1);
    }
    return switch (why) {
      case DND -> failed.plus(Count.SMS_FAILED_DND, 1);
      case DLT -> failed.plus(Count.SMS_FAILED_DLT, 1);
      case SUBSCRIBER -> failed.plus(Count.SMS_FAILED_SUBSCRIBER, 1);
      case OPERATOR -> failed.plus(Count.SMS_FAILED_OPERATOR, 1);
      case SYSTEM, PENDING, HANDSET, ACCEPTED -> failed.plus(Count.SMS_FAILED_SYSTEM, 1);
    };
  }
}
