// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sidstream.schemas.Kind;
import sidstream.schemas.record.ReconcileRequest;

/**
 * Requests that were read and are not settled, each with when it is asked for next: at once, then
 * after 5, 10, 20... minutes, until nobody waits for the answer any more. For one thread; without a
 * clock.
 */
final class OpenRequests {

  /** What Exotel advises to ask for at once. */
  static final int MOST_AT_ONCE = 20;

  /** Duration and price of a call stand still about two minutes after its end. */
  static final Duration SETTLING = Duration.ofMinutes(3);

  private static final Duration FIRST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 10;
  private static final int MOST_UNANSWERED = 3;

  /** So long before nobody waits any more it is asked for the last time. */
  private static final Duration BEFORE_THE_END = Duration.ofMinutes(2);

  private final Map<Integer, TreeMap<Long, Open>> open = new HashMap<>();
  private final Map<Integer, Long> read = new HashMap<>();

  /** One that is not settled. */
  static final class Open {
    private final int partition;
    private final long offset;
    private final ReconcileRequest request;
    private Instant due;
    private int asked;
    private int unanswered;
    private boolean refused;

    private Open(int partition, long offset, ReconcileRequest request) {
      this.partition = partition;
      this.offset = offset;
      this.request = request;
      due = request.getLastReceivedAt(); // the longest silent first
    }

    String sid() {
      return request.getSid();
    }

    boolean isCall() {
      return request.getKind().equals(Kind.CALL.word());
    }

    /** Whether there is time for another question. */
    boolean canWait(Instant now) {
      return now.isBefore(lastChance());
    }

    private Instant lastChance() {
      return request.getAnswerUntil().minus(BEFORE_THE_END);
    }

    private boolean isOver(Instant now) {
      return !request.getAnswerUntil().isAfter(now);
    }
  }

  /** A request to be settled. */
  void add(int partition, long offset, ReconcileRequest request) {
    passed(partition, offset);
    open.computeIfAbsent(partition, p -> new TreeMap<>())
        .put(offset, new Open(partition, offset, request));
  }

  /** There was something else at this offset, or something that is nobody's to settle. */
  void passed(int partition, long offset) {
    read.put(partition, offset + 1);
  }

  /**
   * What can be asked for at once: up to so many calls, or one message; those due first. One that
   * was refused together with others is asked for alone.
   */
  List<Open> due(Instant now) {
    List<Open> due =
        all()
            .filter(one -> !one.due.isAfter(now))
            .sorted(Comparator.comparing(one -> one.due))
            .toList();
    if (due.isEmpty() || !due.get(0).isCall() || due.get(0).refused) {
      return due.stream().limit(1).toList();
    }
    return due.stream().filter(one -> one.isCall() && !one.refused).limit(MOST_AT_ONCE).toList();
  }

  /** Its end is known and durable, or never will be known. */
  void settled(Open one) {
    TreeMap<Long, Open> rest = open.get(one.partition);
    if (rest != null) {
      rest.remove(one.offset);
    }
  }

  /** It has no end yet. It is asked for once more before nobody waits for it any more. */
  void again(Open one, Instant now) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(one.asked, MOST_DOUBLINGS));
    one.asked++;
    one.due = now.plus(wait);
    if (one.canWait(now) && one.due.isAfter(one.lastChance())) {
      one.due = one.lastChance();
    }
  }

  /** It has ended, a moment ago, and its figures stand still soon. */
  void settles(Open one, Instant now) {
    Instant settled = now.plus(SETTLING);
    one.due = settled.isAfter(one.lastChance()) ? one.lastChance() : settled;
  }

  /**
   * Nothing was answered, as it seems for no fault of the question. It may be one after all: it is
   * asked for alone after some such times, and the last time.
   */
  void unanswered(Open one, Instant now) {
    one.unanswered++;
    again(one, now);
    one.refused |= one.unanswered >= MOST_UNANSWERED || !one.due.isBefore(one.lastChance());
  }

  /** The question was no good. */
  void refused(Open one, Instant now) {
    one.refused = true;
    again(one, now);
  }

  /** Gives up those that nobody waits for any more, and returns how many. */
  int giveUp(Instant now) {
    List<Open> over = all().filter(one -> one.isOver(now)).toList();
    over.forEach(this::settled);
    return over.size();
  }

  int size() {
    return open.values().stream().mapToInt(Map::size).sum();
  }

  /** By partition, up to where every request is settled: what follows is read again by the next. */
  Map<Integer, Long> settledUpTo() {
    Map<Integer, Long> settled = new HashMap<>(read);
    open.forEach(
        (partition, rest) -> {
          if (!rest.isEmpty()) {
            settled.put(partition, rest.firstKey());
          }
        });
    return settled;
  }

  /** Somebody else settles what is in these partitions. */
  void leave(Collection<Integer> partitions) {
    partitions.forEach(open::remove);
    partitions.forEach(read::remove);
  }

  private Stream<Open> all() {
    return open.values().stream().flatMap(rest -> rest.values().stream());
  }
}
