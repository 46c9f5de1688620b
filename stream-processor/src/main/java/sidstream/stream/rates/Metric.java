// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import static sidstream.stream.rates.Count.CALLS_ANSWERED;
import static sidstream.stream.rates.Count.CALLS_BUSY;
import static sidstream.stream.rates.Count.CALLS_CANCELED;
import static sidstream.stream.rates.Count.CALLS_CONNECTED;
import static sidstream.stream.rates.Count.CALLS_FAILED;
import static sidstream.stream.rates.Count.CALLS_NO_ANSWER;
import static sidstream.stream.rates.Count.CALLS_OUTSIDE_HOURS;
import static sidstream.stream.rates.Count.CALLS_UNFINISHED;
import static sidstream.stream.rates.Count.CALLS_WITH_RING_TIME;
import static sidstream.stream.rates.Count.CALLS_WITH_TALK_TIME;
import static sidstream.stream.rates.Count.DUPLICATES;
import static sidstream.stream.rates.Count.MESSAGES_DELIVERED;
import static sidstream.stream.rates.Count.MESSAGES_FAILED;
import static sidstream.stream.rates.Count.MESSAGES_READ;
import static sidstream.stream.rates.Count.RING_SECONDS;
import static sidstream.stream.rates.Count.SMS_ACCEPTED;
import static sidstream.stream.rates.Count.SMS_DELIVERED;
import static sidstream.stream.rates.Count.SMS_FAILED;
import static sidstream.stream.rates.Count.SMS_FAILED_DLT;
import static sidstream.stream.rates.Count.SMS_FAILED_DND;
import static sidstream.stream.rates.Count.STEPS_ADVANCED;
import static sidstream.stream.rates.Count.STEPS_AMENDED;
import static sidstream.stream.rates.Count.STEPS_LATE;
import static sidstream.stream.rates.Count.TALK_SECONDS;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out from counts, each formula stated once: a sum of counts, or one sum divided by
 * another. Documentation and values come from the same lists.
 */
public enum Metric implements Measure {
  CALLS_ATTEMPTED("Calls that ended, whatever the outcome", Denominators.ATTEMPTED),
  CONNECT_RATE(
      "Of the calls that could be answered, the share in which both sides talked",
      List.of(CALLS_CONNECTED),
      Denominators.DIALLED),
  ANSWER_RATE(
      "Of the calls that could be answered, the share in which somebody picked up",
      List.of(CALLS_ANSWERED),
      Denominators.DIALLED),
  MEAN_TALK_SECONDS(
      "Conversation seconds of a connected call",
      List.of(TALK_SECONDS),
      List.of(CALLS_WITH_TALK_TIME)),
  MEAN_RING_SECONDS(
      "Seconds for which a call rings", List.of(RING_SECONDS), List.of(CALLS_WITH_RING_TIME)),
  UNFINISHED_SHARE(
      "Of the calls, the share whose end was never reported",
      List.of(CALLS_UNFINISHED),
      Denominators.ATTEMPTED),
  OUTSIDE_HOURS_SHARE(
      "Of the calls, the share begun outside of the calling hours",
      List.of(CALLS_OUTSIDE_HOURS),
      Denominators.ATTEMPTED),
  SMS_ENDED("Messages that ended", Denominators.SMS),
  DELIVERY_RATE(
      "Of the messages whose fate is known, the share with a handset receipt",
      List.of(SMS_DELIVERED),
      List.of(SMS_DELIVERED, SMS_FAILED)),
  DND_SHARE(
      "Of the messages that ended, the share refused for DND",
      List.of(SMS_FAILED_DND),
      Denominators.SMS),
  DLT_SHARE(
      "Of the messages that ended, the share refused by the rules of DLT",
      List.of(SMS_FAILED_DLT),
      Denominators.SMS),
  MESSAGE_DELIVERY_RATE(
      "Of the WhatsApp and RCS messages whose fate is known, the share delivered",
      List.of(MESSAGES_DELIVERED),
      List.of(MESSAGES_DELIVERED, MESSAGES_FAILED)),
  READ_RATE(
      "Of the delivered WhatsApp and RCS messages, the share read",
      List.of(MESSAGES_READ),
      List.of(MESSAGES_DELIVERED)),
  DUPLICATE_SHARE(
      "Of the reports received, the share that said nothing new",
      List.of(DUPLICATES),
      List.of(STEPS_ADVANCED, STEPS_LATE, STEPS_AMENDED, DUPLICATES));

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // lists that refuse changes
  private final List<Count> above;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Count> below;

  /** What several rates rest on. */
  private static final class Denominators {
    static final List<Count> DIALLED =
        List.of(CALLS_CONNECTED, CALLS_BUSY, CALLS_NO_ANSWER, CALLS_FAILED);
    static final List<Count> ATTEMPTED =
        List.of(
            CALLS_CONNECTED,
            CALLS_BUSY,
            CALLS_NO_ANSWER,
            CALLS_FAILED,
            CALLS_CANCELED,
            CALLS_UNFINISHED);
    static final List<Count> SMS = List.of(SMS_DELIVERED, SMS_ACCEPTED, SMS_FAILED);

    private Denominators() {}
  }

  /** A sum. */
  Metric(String meaning, List<Count> sum) {
    this(meaning, sum, List.of());
  }

  /**
   * A rate.
   *
   * @param below what the sum above is divided by; of nothing, it is a sum
   */
  Metric(String meaning, List<Count> above, List<Count> below) {
    this.meaning = meaning;
    this.above = above;
    this.below = below;
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String meaning() {
    return meaning + ": " + formula();
  }

  /** Whether it is a whole number. */
  public boolean isSum() {
    return below.isEmpty();
  }

  /** For example {@code calls_connected / (calls_connected + calls_busy)}. */
  public String formula() {
    return isSum() ? words(above) : term(above) + " / " + term(below);
  }

  @Override
  public @Nullable Double of(Tally tally) {
    long part = sum(above, tally);
    if (isSum()) {
      return (double) part;
    }
    long whole = sum(below, tally);
    return whole == 0 ? null : (double) part / whole;
  }

  @Override
  public long sample(Tally tally) {
    return sum(isSum() ? above : below, tally);
  }

  private static long sum(List<Count> counts, Tally tally) {
    long sum = 0;
    for (Count count : counts) {
      sum += tally.get(count);
    }
    return sum;
  }

  private static String term(List<Count> counts) {
    return counts.size() == 1 ? words(counts) : '(' + words(counts) + ')';
  }

  private static String words(List<Count> counts) {
    return counts.stream().map(Count::word).collect(Collectors.joining(" + "));
  }
}
