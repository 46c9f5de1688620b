// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.StatusMeaning;
import sidstream.stream.interaction.Story.Contribution;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.Duplicate;
import sidstream.stream.interaction.Transition.How;
import sidstream.stream.interaction.Transition.Replayed;

/**
 * One call or message, known by its Sid: the fold over everything reported about it. Duplicates,
 * order, merging and counting once are four sides of {@link #accept}.
 *
 * <p>Final status and details do not depend on the order of arrival, nor on how often a report
 * arrives.
 *
 * @param kind call, message or campaign; the first of them in the list where reports differ
 * @param position how far its partition was folded
 * @param steps accepted steps in arrival order
 * @param story what they say together
 * @param times when they were received
 */
public record Interaction(
    Kind kind, Position position, List<PastStep> steps, Story story, Times times) {

  /**
   * How far the Sid was folded.
   *
   * @param partition of webhooks that it is on
   * @param lastOffset highest offset folded
   * @param seenAt when that was, by the processor's clock
   */
  public record Position(int partition, long lastOffset, Instant seenAt) {

    private Position reach(Step.At at) {
      boolean further = at.partition() != partition || at.offset() > lastOffset;
      return further ? new Position(at.partition(), at.offset(), at.seenAt()) : this;
    }

    private boolean isPast(Step.At at) {
      return at.partition() == partition && at.offset() <= lastOffset;
    }
  }

  /**
   * Event times in UTC.
   *
   * @param outcomeMinute minute in which the outcome counts: that of the first terminal report
   */
  public record Times(Instant first, Instant last, @Nullable Instant outcomeMinute) {}

  public Interaction {
    steps = List.copyOf(steps);
  }

  /** Folds the first report about a Sid. */
  public static Accepted begin(Step step) {
    Interaction nothing =
        new Interaction(
            step.kind(),
            new Position(step.at().partition(), -1, step.at().seenAt()),
            List.of(),
            Story.EMPTY,
            new Times(step.at().receivedAt(), step.at().receivedAt(), null));
    return new Accepted(How.ADVANCED, null, nothing.fold(step, How.ADVANCED));
  }

  /** Folds one more report. */
  public Transition accept(Step step) {
    PastStep known = known(step);
    PastStep.Copy copy = known == null ? null : known.copyOf(step.report().fingerprint());
    if (copy != null) {
      return position.isPast(step.at())
          ? new Replayed(this)
          : new Duplicate(copy.offset(), reaching(step));
    }
    How how = known != null ? How.AMENDED : story.isAheadOf(step.order()) ? How.LATE : How.ADVANCED;
    return new Accepted(how, this, fold(step, how));
  }

  /**
   * Declares an open interaction to have ended, since nothing more came. Whatever end is reported
   * later stands above it, and counts instead of it, in the minute of the declaration.
   */
  public Unfinished giveUp(String source, String sid, Instant now) {
    Step step = Step.unfinished(source, sid, this, now);
    return new Unfinished(step, new Accepted(How.UNFINISHED, this, fold(step, How.UNFINISHED)));
  }

  /**
   * The same, with the number of the attempt that the call was; what a report says of it stands.
   *
   * @param attempt from 1, or {@link Attempts#NO_NUMBER}
   */
  public Interaction numbered(int attempt) {
    return new Interaction(kind, position, steps, story.numbered(attempt), times);
  }

  /** A declaration in the form of a step, and what it did. */
  public record Unfinished(Step step, Accepted accepted) {}

  public Status status() {
    return story.top().status();
  }

  public @Nullable String statusWord() {
    return story.top().statusWord();
  }

  public Details details() {
    return story.details();
  }

  public boolean terminal() {
    return StatusMeaning.of(kind, status()).terminal();
  }

  /** Whether the customer was reached; null while open and where the provider cannot tell. */
  public @Nullable Boolean reached() {
    if (!terminal() || status() == Status.UNFINISHED) {
      return null;
    }
    return (kind == Kind.SMS || kind == Kind.MESSAGE)
        ? details().carrier().delivered()
        : Boolean.valueOf(StatusMeaning.of(kind, status()).reached());
  }

  /** What became of an SMS; null for every other kind. */
  public @Nullable DeliveryClass deliveryClass() {
    return kind == Kind.SMS
        ? SmsCode.classOf(details().carrier().code(), details().carrier().delivered(), status())
        : null;
  }

  /** The accepted steps in the order of the call's life, whatever the order of arrival. */
  public List<PastStep> history() {
    List<PastStep> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparing(step -> step.order(kind)));
    return sorted;
  }

  /** Counts the accepted reports, from 1. */
  public int revision() {
    int reports = 0;
    for (PastStep step : steps) {
      reports += step.copies().size();
    }
    return reports;
  }

  private @Nullable PastStep known(Step step) {
    for (PastStep past : steps) {
      if (past.isOf(step.identity().step())) {
        return past;
      }
    }
    return null;
  }

  private Interaction reaching(Step step) {
    return new Interaction(kind, position.reach(step.at()), steps, story, times);
  }

  private Interaction fold(Step step, How how) {
    Story told =
        story.with(
            new Contribution(
                step.order(), step.report().status(), step.report().statusWord(), step.details()));
    Kind lower = kind.compareTo(step.kind()) <= 0 ? kind : step.kind();
    return new Interaction(
        lower, position.reach(step.at()), stepsWith(step, how), told, timesWith(step, told));
  }

  private List<PastStep> stepsWith(Step step, How how) {
    List<PastStep> all = new ArrayList<>(steps);
    if (how == How.AMENDED) {
      all.replaceAll(past -> past.isOf(step.identity().step()) ? past.amended(step) : past);
    } else {
      all.add(PastStep.of(step, how == How.LATE));
    }
    return all;
  }

  private Times timesWith(Step step, Story told) {
    Instant received = step.at().receivedAt();
    boolean ended = StatusMeaning.of(kind, told.top().status()).terminal();
    Instant minute = times.outcomeMinute();
    boolean newest = received.isAfter(times.last()) && !step.isDeclared();
    return new Times(
        earlier(times.first(), received),
        newest ? received : times.last(),
        minute == null && ended ? Minute.of(received) : minute);
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
