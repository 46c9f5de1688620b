// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

/**
 * Counts that add up: a commutative group with {@link #plus}, {@link #minus} and {@link #ZERO}, so
 * that partitions, minutes and corrections can be summed in any order. Negative counts are
 * corrections on their way.
 */
public record Tally(Calls calls, Messages messages) {

  public static final Tally ZERO = new Tally(Calls.ZERO, Messages.ZERO);

  /** Calls that ended, by outcome, and the conversation seconds of the connected ones. */
  public record Calls(
      long connected, long busy, long noAnswer, long failed, long canceled, long talkSeconds) {

    static final Calls ZERO = new Calls(0, 0, 0, 0, 0, 0);

    private Calls plus(Calls other, int sign) {
      return new Calls(
          connected + sign * other.connected,
          busy + sign * other.busy,
          noAnswer + sign * other.noAnswer,
          failed + sign * other.failed,
          canceled + sign * other.canceled,
          talkSeconds + sign * other.talkSeconds);
    }
  }

  /** Messages that ended: with a handset receipt, without one, failed. */
  public record Messages(long delivered, long accepted, long failed) {

    static final Messages ZERO = new Messages(0, 0, 0);

    private Messages plus(Messages other, int sign) {
      return new Messages(
          delivered + sign * other.delivered,
          accepted + sign * other.accepted,
          failed + sign * other.failed);
    }
  }

  public Tally plus(Tally other) {
    return new Tally(calls.plus(other.calls, 1), messages.plus(other.messages, 1));
  }

  public Tally minus(Tally other) {
    return new Tally(calls.plus(other.calls, -1), messages.plus(other.messages, -1));
  }
}
