// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.Locale;

/**
 * What is counted, one constant each. Outcomes count in the minute in which the call or message was
 * first known to have ended; steps and duplicates in the minute in which they were received. Where
 * another minute is meant, the meaning says so.
 */
public enum Count implements Measure {
  CALLS_CONNECTED(0, "Calls that ended completed: both sides talked"),
  CALLS_BUSY(1, "Calls that ended busy"),
  CALLS_NO_ANSWER(2, "Calls that ended no-answer"),
  CALLS_FAILED(3, "Calls that ended failed"),
  CALLS_CANCELED(4, "Calls that ended canceled; they count as attempted but in no rate"),
  CALLS_UNFINISHED(5, "Calls whose end was never reported; they count as attempted but in no rate"),
  CALLS_ANSWERED(6, "Calls in which at least one party picked up, whether both talked or not"),
  CALLS_OUTSIDE_HOURS(7, "Of the calls that ended, those begun outside of the calling hours"),
  TALK_SECONDS(8, "Sum of conversation seconds of the connected calls"),
  CALLS_WITH_TALK_TIME(9, "Connected calls whose conversation time is known"),
  RING_SECONDS(10, "Sum of the seconds for which the calls rang"),
  CALLS_WITH_RING_TIME(11, "Calls that ended and whose ring time is known"),
  SMS_DELIVERED(12, "Messages with a handset receipt (code 20005 or 20000)"),
  SMS_ACCEPTED(
      13,
      "Messages that ended sent without a handset receipt: accepted by the operator, or no code"),
  SMS_FAILED(14, "Messages that ended failed, DND included"),
  SMS_FAILED_DND(15, "Of the failed ones: the receiver is registered as do not disturb"),
  SMS_FAILED_DLT(
      16, "Of the failed ones: refused by the rules of DLT, for example an unknown template"),
  SMS_FAILED_SUBSCRIBER(
      17, "Of the failed ones: the receiver's number or handset does not take messages now"),
  SMS_FAILED_OPERATOR(18, "Of the failed ones: refused or lost by the operator"),
  SMS_FAILED_SYSTEM(
      19, "Of the failed ones: refused or lost by the provider, or for no known reason"),
  SMS_UNFINISHED(20, "Messages whose end was never reported"),
  SMS_UNITS(21, "Sum of the units charged for the messages that ended"),
  MESSAGES_DELIVERED(22, "WhatsApp and RCS messages delivered; those read too"),
  MESSAGES_READ(23, "Of those: read"),
  MESSAGES_FAILED(24, "WhatsApp and RCS messages that ended failed"),
  CONTACTS_REACHED(25, "Contacts of campaigns whose calls ended completed"),
  CONTACTS_FAILED(26, "Contacts of campaigns that ended otherwise"),
  CONTACT_ATTEMPTS(27, "Sum of the calls made to contacts that ended"),
  CALL_STEPS(28, "Reports about calls that were accepted: a sign of life of the telephone side"),
  STEPS_ADVANCED(29, "Reports that moved an interaction on"),
  STEPS_LATE(30, "Reports that came after a later one: kept as history"),
  STEPS_AMENDED(31, "Reports of a known step with other content"),
  DUPLICATES(32, "Reports of a known step with the same content, suppressed"),
  OBSERVED(33, "Reports that are no interaction: heartbeats and allocations"),
  UNREADABLE(34, "Records of webhooks that could not be processed and went to quarantine"),
  CRM_DELIVERED(
      35, "Events that the CRM has taken, in the minute in which their report was received"),
  CRM_DEAD(36, "Events that became dead letters, in the minute in which their report was received"),
  CRM_DEAD_LETTERS(
      37,
      "Events that became dead letters, in the minute in which they did: up to a day after their report");

  private final int number;
  private final String meaning;

  /**
   * @param number names it in the stores and is its place in a tally: the next one that is free,
   *     never one that another had
   */
  Count(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Names it in the stores; from 0, without gaps. */
  public int number() {
    return number;
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public Double of(Tally tally) {
    return (double) tally.get(this);
  }

  @Override
  public long sample(Tally tally) {
    return tally.get(this);
  }
}
