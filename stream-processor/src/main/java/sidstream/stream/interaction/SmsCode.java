// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static sidstream.stream.interaction.DeliveryClass.ACCEPTED;
import static sidstream.stream.interaction.DeliveryClass.DLT;
import static sidstream.stream.interaction.DeliveryClass.DND;
import static sidstream.stream.interaction.DeliveryClass.HANDSET;
import static sidstream.stream.interaction.DeliveryClass.OPERATOR;
import static sidstream.stream.interaction.DeliveryClass.PENDING;
import static sidstream.stream.interaction.DeliveryClass.SUBSCRIBER;
import static sidstream.stream.interaction.DeliveryClass.SYSTEM;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;

/**
 * The detailed status codes of an SMS, each with its documented name and its class. The number
 * counts: documents disagree on the names.
 */
public enum SmsCode {
  DELIVERED(20000, HANDSET),
  DELIVERED_TO_HANDSET(20005, HANDSET),
  DELIVERED_TO_OPERATOR(20006, ACCEPTED),
  PENDING_TO_OPERATOR(21010, PENDING),
  SENDING_TO_OPERATOR(21015, PENDING),
  PENDING_ON_OPERATOR(21020, PENDING),
  FAILED_REJECTED_DND(23005, DND),
  FAILED_INVALID_DESTINATION_NUMBER(23010, SUBSCRIBER),
  FAILED_SPAM_DETECTED(23015, OPERATOR),
  FAILED_REJECTED_BLACKLIST(23020, OPERATOR),
  FAILED_UNAVAILABLE_ROUTE(23030, OPERATOR),
  FAILED_SUBSCRIBER_UNAVAILABLE(23035, SUBSCRIBER),
  FAILED_SUBSCRIBER_UNKNOWN(23040, SUBSCRIBER),
  FAILED_EXPIRED(23050, SUBSCRIBER),
  FAILED_REJECTED(23060, OPERATOR),
  FAILED_INVALID_MESSAGE(23070, OPERATOR),
  FAILED_INVALID_SENDER_ID(23072, OPERATOR),
  SENDER_BLOCKED_BY_DLT(23080, DLT),
  ENTITY_BLOCKED_BY_DLT(23081, DLT),
  TEMPLATE_BLOCKED_BY_DLT(23082, DLT),
  FAILED_DLT_SCRUBBING_ERROR(23083, DLT),
  FAILED_DLT_CONSENT_ERROR(23084, DLT),
  DLT_TEMPLATE_ID_INVALID(23181, DLT),
  DLT_TEMPLATE_NOT_FOUND(23182, DLT),
  DLT_TEMPLATE_ID_INACTIVE(23183, DLT),
  DLT_TEMPLATE_ID_BLACKLISTED(23184, DLT),
  DLT_TEMPLATE_DOES_NOT_MATCH(23185, DLT),
  DLT_LENGTH_EXCEEDED(23186, DLT),
  DLT_ENTITY_NOT_FOUND(23281, DLT),
  FAILED_SYSTEM_ERROR(24010, SYSTEM),
  FAILED_HANDSET_ERROR(24105, SUBSCRIBER),
  FAILED_OPERATOR_ERROR(24110, OPERATOR),
  FAILED_SUBSCRIBER_ERROR(24120, SUBSCRIBER),
  FAILED_UNKNOWN_ERROR(24990, SYSTEM);

  private static final Map<Integer, SmsCode> BY_NUMBER =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(SmsCode::number, Function.identity()));

  /** The provider keeps the numbers up to here for further refusals by DLT. */
  private static final int DLT_RESERVED_FROM = 23_080;

  private static final int SYSTEM_FROM = 24_000;
  private static final int FAILED_FROM = 23_000;
  private static final int PENDING_FROM = 21_000;

  private final int number;
  private final DeliveryClass deliveryClass;

  SmsCode(int number, DeliveryClass deliveryClass) {
    this.number = number;
    this.deliveryClass = deliveryClass;
  }

  public int number() {
    return number;
  }

  public DeliveryClass deliveryClass() {
    return deliveryClass;
  }

  /** The code of the number, where it is documented. */
  public static Optional<SmsCode> of(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /**
   * The class of any SMS: by its number, documented or not; without one by its receipt and status.
   *
   * @param delivered what the report says of delivery, where it says anything
   */
  static DeliveryClass classOf(
      @Nullable Integer number, @Nullable Boolean delivered, Status status) {
    if (number != null) {
      return of(number).map(SmsCode::deliveryClass).orElseGet(() -> ofRange(number));
    }
    if (delivered != null) {
      return delivered ? HANDSET : status == Status.FAILED_DND ? DND : SYSTEM;
    }
    return switch (status) {
      case SENT, DELIVERED, READ, COMPLETED -> ACCEPTED;
      case CANCELED, DELETED, UNFINISHED, FAILED -> SYSTEM;
      case FAILED_DND -> DND;
      default -> PENDING;
    };
  }

  private static DeliveryClass ofRange(int number) {
    if (number >= SYSTEM_FROM) {
      return SYSTEM;
    }
    if (number >= FAILED_FROM) {
      return number >= DLT_RESERVED_FROM ? DLT : OPERATOR;
    }
    return number >= PENDING_FROM ? PENDING : ACCEPTED;
  }
}
