// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;

/**
 * One accepted step and every content with which it was reported.
 *
 * @param name the step, for example {@code answered:1}
 * @param status that the highest copy in {@link Order} reported
 * @param when provider's time of that copy, event time of the first
 * @param late whether a later step had arrived before
 * @param copies contents seen, oldest first
 */
public record PastStep(String name, Status status, When when, boolean late, List<Copy> copies) {

  /** Two provider contents for one step are usual, more are a fault: bounds the state of a Sid. */
  private static final int COPIES_REMEMBERED = 32;

  /** Provider's time, which may be missing, and event time, both UTC. */
  public record When(@Nullable Instant occurredAt, Instant receivedAt) {}

  /** One content and where its first copy stands. */
  public record Copy(String fingerprint, long offset) {}

  public PastStep {
    copies = List.copyOf(copies);
  }

  static PastStep of(Step step, boolean late) {
    When when = new When(step.report().occurredAt(), step.at().receivedAt());
    return new PastStep(
        step.identity().step(), step.report().status(), when, late, List.of(copy(step)));
  }

  boolean isOf(String step) {
    return name.equals(step);
  }

  @Nullable Copy copyOf(String fingerprint) {
    for (Copy copy : copies) {
      if (copy.fingerprint().equals(fingerprint)) {
        return copy;
      }
    }
    return null;
  }

  Order order(Kind kind) {
    return Order.of(kind, status, when.occurredAt(), null, name);
  }

  /** Which content says more does not depend on which came first. */
  PastStep amended(Step step) {
    List<Copy> all = new ArrayList<>(copies);
    all.add(copy(step));
    List<Copy> kept = all.subList(Math.max(0, all.size() - COPIES_REMEMBERED), all.size());
    boolean higher = isBelow(step);
    Instant first = Interaction.earlier(when.receivedAt(), step.at().receivedAt());
    Instant occurred = higher ? step.report().occurredAt() : when.occurredAt();
    return new PastStep(
        name, higher ? step.report().status() : status, new When(occurred, first), late, kept);
  }

  private boolean isBelow(Step step) {
    int order = of(step, late).order(step.kind()).compareTo(order(step.kind()));
    return order > 0 || (order == 0 && step.report().status().compareTo(status) > 0);
  }

  public int amendments() {
    return copies.size() - 1;
  }

  private static Copy copy(Step step) {
    return new Copy(step.report().fingerprint(), step.at().offset());
  }
}
