// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

/** What a rule says of one scope at one moment. */
public sealed interface Verdict {

  /** There is nothing to judge, or too little. */
  Verdict UNKNOWN = new Unknown();

  /**
   * The limit is passed.
   *
   * @param sample on how many calls, messages or answers the value rests
   */
  record Breached(double value, long sample) implements Verdict {}

  /** All is well. */
  record Healthy(double value, long sample) implements Verdict {}

  /** See {@link #UNKNOWN}. */
  record Unknown() implements Verdict {}

  /** Judges a value that rests on a sample large enough. */
  static Verdict of(Limit limit, double value, long sample) {
    return limit.isBreachedBy(value) ? new Breached(value, sample) : new Healthy(value, sample);
  }
}
