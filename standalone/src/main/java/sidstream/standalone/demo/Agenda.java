// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;

/**
 * What is to happen in a wave, and how the provider's delivery disturbs it: some webhooks are held
 * up while others pass, some are posted twice.
 *
 * <p>Places are counted in contacts: one is how long the campaign takes from one contact to the
 * next. They give the order; the pace comes with {@link #play}.
 */
final class Agenda {

  /** Within this many contacts a webhook that was held up or repeated is posted. */
  private static final double DISTURBANCE = 60;

  private static final double LONGEST_GAP = 5;

  private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparing(Due::place));
  private final Mix mix;
  private final Random random;

  private enum Turn {
    FRESH,
    LATE,
    REPEAT
  }

  private record Due(double place, Turn turn, Function<Instant, Webhook> event) {}

  Agenda(Mix mix, Random random) {
    this.mix = mix;
    this.random = random;
  }

  /**
   * @param event told the time when it happens, which is in the order of places
   */
  void add(double place, Function<Instant, Webhook> event) {
    dues.add(new Due(place, Turn.FRESH, event));
  }

  /** Lets everything happen, from a time on, at a mean pace. */
  List<Posting> play(Instant start, double perSecond) {
    List<Posting> postings = new ArrayList<>();
    Instant now = start;
    for (Due due = dues.poll(); due != null; due = dues.poll()) {
      Webhook webhook = due.event().apply(now);
      if (due.turn() == Turn.FRESH && random.nextDouble() < mix.late()) {
        again(due, Turn.LATE, webhook);
        continue;
      }
      if (due.turn() != Turn.REPEAT && random.nextDouble() < mix.repeated()) {
        again(due, Turn.REPEAT, webhook);
      }
      Duration delay = gap(perSecond);
      now = now.plus(delay);
      postings.add(new Posting(delay, due.turn() == Turn.REPEAT, webhook));
    }
    return postings;
  }

  private void again(Due due, Turn turn, Webhook webhook) {
    dues.add(new Due(due.place() + random.nextDouble() * DISTURBANCE, turn, now -> webhook));
  }

  /** Webhooks come as they like: bursts and pauses around the mean. */
  private Duration gap(double perSecond) {
    double gaps = Math.min(LONGEST_GAP, -Math.log(1 - random.nextDouble()));
    return Duration.ofNanos((long) (gaps / perSecond * 1e9));
  }
}
