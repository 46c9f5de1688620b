// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Interaction.Position;
import sidstream.stream.interaction.Interaction.Times;
import sidstream.stream.interaction.Order;
import sidstream.stream.interaction.Order.Standing;
import sidstream.stream.interaction.PastStep;
import sidstream.stream.interaction.PastStep.Copy;
import sidstream.stream.interaction.Story;
import sidstream.stream.interaction.Story.Contribution;

/**
 * Interactions as bytes in the store and its changelog: one byte that names the format, then the
 * state, small because there are tens of millions. A contribution names the content it came from by
 * its place among the steps. A later release with another format reads this one too.
 *
 * <p>Kinds, statuses and standings stand as their place in these lists, which are added to at the
 * end only.
 */
final class InteractionCodec {

  private static final int FORMAT = 1;
  private static final long MINUTE_MS = 60_000;

  private static final List<Kind> KINDS =
      List.of(Kind.CALL, Kind.SMS, Kind.MESSAGE, Kind.CAMPAIGN, Kind.ALLOCATION, Kind.HEARTBEAT);

  private static final List<Standing> STANDINGS =
      List.of(Standing.DECLARED, Standing.PROVISIONAL, Standing.TIMELESS, Standing.TIMED);

  /** At most 32. */
  private static final List<Status> STATUSES =
      List.of(
          Status.UNKNOWN,
          Status.CREATED,
          Status.QUEUED,
          Status.RINGING,
          Status.SENDING,
          Status.SUBMITTED,
          Status.IN_PROGRESS,
          Status.PAUSED,
          Status.COMPLETED,
          Status.BUSY,
          Status.NO_ANSWER,
          Status.FAILED,
          Status.FAILED_DND,
          Status.CANCELED,
          Status.SENT,
          Status.DELIVERED,
          Status.READ,
          Status.RECEIVED,
          Status.DELETED,
          Status.ARCHIVED,
          Status.UNFINISHED);

  private static final int NO_WORD = 0;
  private static final int SAME_WORD = 1;
  private static final int OTHER_WORD = 2;

  private InteractionCodec() {}

  /**
   * @param sid that the state is stored under
   */
  static byte[] toBytes(String sid, Interaction interaction) {
    StateWriter out = new StateWriter(sid);
    out.octet(FORMAT);
    out.octet(KINDS.indexOf(interaction.kind()));
    out.number(interaction.position().partition());
    out.number(interaction.position().lastOffset());
    write(interaction.times(), out);
    out.time(interaction.position().seenAt());
    out.number(interaction.steps().size());
    long last = interaction.position().lastOffset();
    interaction.steps().forEach(step -> write(step, last, out));
    List<Contribution> contributions = interaction.story().contributions();
    out.number(contributions.size());
    contributions.forEach(next -> write(next, interaction.steps(), out));
    return out.toBytes();
  }

  /**
   * @throws SerializationException when a newer release wrote it
   */
  static Interaction fromBytes(String sid, byte[] bytes) {
    StateReader in = new StateReader(sid, bytes);
    int format = in.octet();
    if (format != FORMAT) {
      throw new SerializationException(
          "stored interaction has format " + format + ", this release knows " + FORMAT);
    }
    Kind kind = KINDS.get(in.octet());
    int partition = (int) in.number();
    long last = in.number();
    Times times = times(in);
    Position position = new Position(partition, last, in.time());
    List<PastStep> steps = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      steps.add(step(last, in));
    }
    List<Contribution> contributions = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      contributions.add(contribution(steps, in));
    }
    return new Interaction(kind, position, steps, new Story(contributions), times);
  }

  private static void write(Times times, StateWriter out) {
    out.base(times.first());
    out.time(times.first());
    out.time(times.last());
    Instant minute = times.outcomeMinute();
    out.number(minute == null ? 0 : minute.toEpochMilli() / MINUTE_MS - minuteOf(times) + 1);
  }

  private static Times times(StateReader in) {
    in.base();
    Times times = new Times(in.time(), in.time(), null);
    long minute = in.number();
    return minute == 0
        ? times
        : new Times(
            times.first(),
            times.last(),
            Instant.ofEpochMilli((minuteOf(times) + minute - 1) * MINUTE_MS));
  }

  /** No outcome is older than the first step. */
  private static long minuteOf(Times times) {
    return Math.floorDiv(times.first().toEpochMilli(), MINUTE_MS);
  }

  private static void write(PastStep step, long last, StateWriter out) {
    Instant occurredAt = step.when().occurredAt();
    out.text(step.name());
    out.number(
        (step.copies().size() - 1L) << 7
            | (long) STATUSES.indexOf(step.status()) << 2
            | (step.late() ? 2 : 0)
            | (occurredAt == null ? 0 : 1));
    if (occurredAt != null) {
      out.time(occurredAt);
    }
    out.time(step.when().receivedAt());
    for (Copy copy : step.copies()) {
      out.fingerprint(copy.fingerprint());
      out.signed(last - copy.offset());
    }
  }

  private static PastStep step(long last, StateReader in) {
    String name = in.text();
    long bits = in.number();
    Instant occurredAt = (bits & 1) == 0 ? null : in.time();
    Instant receivedAt = in.time();
    List<Copy> copies = new ArrayList<>();
    for (long left = (bits >>> 7) + 1; left > 0; left--) {
      copies.add(new Copy(in.fingerprint(), last - in.signed()));
    }
    Status status = STATUSES.get((int) (bits >>> 2) & 31);
    PastStep.When when = new PastStep.When(occurredAt, receivedAt);
    return new PastStep(name, status, when, (bits & 2) != 0, copies);
  }

  private static void write(Contribution contribution, List<PastStep> steps, StateWriter out) {
    Order order = contribution.order();
    PastStep origin = origin(order.fingerprint(), steps, out);
    boolean sameTime = origin != null && order.occurredAt() == occurredAt(origin);
    out.number((long) order.rank() << 3 | (sameTime ? 4 : 0) | STANDINGS.indexOf(order.standing()));
    if (!sameTime) {
      out.time(Instant.ofEpochMilli(order.occurredAt()));
    }
    out.signed(order.precedence());
    String word = contribution.statusWord();
    Status status = contribution.status();
    int mode = word == null ? NO_WORD : word.equals(status.word()) ? SAME_WORD : OTHER_WORD;
    out.number((long) STATUSES.indexOf(status) << 2 | mode);
    if (word != null && mode == OTHER_WORD) {
      out.text(word);
    }
    DetailsCodec.write(contribution.details(), out);
  }

  private static Contribution contribution(List<PastStep> steps, StateReader in) {
    long place = in.number();
    PastStep origin = place == 0 ? null : steps.get((int) place - 1);
    String fingerprint =
        origin == null ? in.fingerprint() : origin.copies().get((int) in.number()).fingerprint();
    long bits = in.number();
    long occurredAt =
        origin != null && (bits & 4) != 0 ? occurredAt(origin) : in.time().toEpochMilli();
    Order order =
        new Order(
            (int) (bits >>> 3),
            STANDINGS.get((int) bits & 3),
            occurredAt,
            (int) in.signed(),
            fingerprint);
    long said = in.number();
    Status status = STATUSES.get((int) (said >>> 2));
    return new Contribution(order, status, word((int) said & 3, status, in), DetailsCodec.read(in));
  }

  private static @Nullable String word(int mode, Status status, StateReader in) {
    return mode == NO_WORD ? null : mode == SAME_WORD ? status.word() : in.text();
  }

  /**
   * Writes where the content stands among the steps, or the content where it is remembered no more.
   */
  private static @Nullable PastStep origin(
      String fingerprint, List<PastStep> steps, StateWriter out) {
    for (int i = 0; i < steps.size(); i++) {
      List<Copy> copies = steps.get(i).copies();
      for (int copy = 0; copy < copies.size(); copy++) {
        if (copies.get(copy).fingerprint().equals(fingerprint)) {
          out.number(i + 1L);
          out.number(copy);
          return steps.get(i);
        }
      }
    }
    out.number(0);
    out.fingerprint(fingerprint);
    return null;
  }

  private static long occurredAt(PastStep step) {
    Instant occurredAt = step.when().occurredAt();
    return occurredAt == null ? 0 : occurredAt.toEpochMilli();
  }
}
