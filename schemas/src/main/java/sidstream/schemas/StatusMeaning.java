// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

/**
 * What a status means for a kind of interaction, stated once.
 *
 * @param rank how far the interaction has come; a higher rank is never taken back
 * @param terminal whether the interaction has ended
 * @param reached whether the status alone says that the customer was reached. For messages it never
 *     does: {@code sent} covers acceptance by the operator too, so the detailed code decides
 * @param precedence which of two statuses of equal rank and equal time stands: the higher
 */
public record StatusMeaning(int rank, boolean terminal, boolean reached, int precedence) {

  private static final int ENDED = 9;
  private static final StatusMeaning NOTHING = underWay(0);

  /** Below every other end: any that is reported stands above it. */
  private static final StatusMeaning GIVEN_UP = ended(-1);

  public static StatusMeaning of(Kind kind, Status status) {
    return switch (kind) {
      case CALL -> ofCall(status);
      case SMS -> ofSms(status);
      case MESSAGE -> ofMessage(status);
      case CAMPAIGN -> ofCampaign(status);
      case ALLOCATION, HEARTBEAT -> NOTHING;
    };
  }

  private static StatusMeaning ofCall(Status status) {
    return switch (status) {
      case CREATED -> underWay(1);
      case QUEUED -> underWay(2);
      case RINGING -> underWay(3);
      case IN_PROGRESS -> underWay(4);
      case COMPLETED -> new StatusMeaning(ENDED, true, true, 5);
      case BUSY -> ended(4);
      case NO_ANSWER -> ended(3);
      case FAILED, FAILED_DND -> ended(2);
      case CANCELED -> ended(1);
      case UNFINISHED -> GIVEN_UP;
      case UNKNOWN,
          SENDING,
          SUBMITTED,
          PAUSED,
          SENT,
          DELIVERED,
          READ,
          RECEIVED,
          DELETED,
          ARCHIVED ->
          NOTHING;
    };
  }

  private static StatusMeaning ofSms(Status status) {
    return switch (status) {
      case CREATED -> underWay(1);
      case QUEUED -> underWay(2);
      case SENDING, IN_PROGRESS -> underWay(3);
      case SUBMITTED -> underWay(4);
      case FAILED_DND -> ended(3);
      case FAILED -> ended(2);
      case CANCELED, DELETED -> ended(1);
      case SENT, DELIVERED, READ, COMPLETED -> ended(0);
      case UNFINISHED -> GIVEN_UP;
      case UNKNOWN, RINGING, PAUSED, BUSY, NO_ANSWER, RECEIVED, ARCHIVED -> NOTHING;
    };
  }

  /** A delivery report can still be followed by a read receipt, which ranks above it. */
  private static StatusMeaning ofMessage(Status status) {
    return switch (status) {
      case CREATED -> underWay(1);
      case QUEUED -> underWay(2);
      case SENDING, IN_PROGRESS -> underWay(3);
      case SUBMITTED -> underWay(4);
      case SENT -> underWay(5);
      case FAILED, FAILED_DND -> ended(2);
      case CANCELED, DELETED -> ended(1);
      case DELIVERED, RECEIVED, COMPLETED -> ended(3);
      case READ -> ended(4);
      case UNFINISHED -> GIVEN_UP;
      case UNKNOWN, RINGING, PAUSED, BUSY, NO_ANSWER, ARCHIVED -> NOTHING;
    };
  }

  private static StatusMeaning ofCampaign(Status status) {
    return switch (status) {
      case CREATED, QUEUED -> underWay(1);
      case IN_PROGRESS, PAUSED -> underWay(2);
      case COMPLETED -> new StatusMeaning(ENDED, true, true, 4);
      case FAILED, BUSY, NO_ANSWER, FAILED_DND -> ended(3);
      case CANCELED -> ended(2);
      case DELETED, ARCHIVED -> ended(1);
      case UNFINISHED -> GIVEN_UP;
      case UNKNOWN, RINGING, SENDING, SUBMITTED, SENT, DELIVERED, READ, RECEIVED -> NOTHING;
    };
  }

  private static StatusMeaning underWay(int rank) {
    return new StatusMeaning(rank, false, false, 0);
  }

  private static StatusMeaning ended(int precedence) {
    return new StatusMeaning(ENDED, true, false, precedence);
  }
}
