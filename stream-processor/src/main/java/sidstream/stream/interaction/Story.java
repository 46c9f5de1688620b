// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;

/**
 * Everything reported about a Sid, each piece kept once: by the highest report in {@link Order}
 * that knows it. So the same reports tell the same story in whatever order they arrive, and it
 * stays as small as its newest version. Two that have the same contributions are equal.
 */
public final class Story {

  /** What one report adds that no higher one overrides. */
  public record Contribution(
      Order order, Status status, @Nullable String statusWord, Details details) {

    private Contribution below(Details above) {
      return new Contribution(order, status, statusWord, details.below(above));
    }

    private boolean saysNothing() {
      return details.equals(Details.NONE);
    }
  }

  static final Story EMPTY = new Story(List.of());

  private final List<Contribution> contributions;

  /** Asked for by everything that is made of a step: worked out once. */
  private final Details details;

  /**
   * @param contributions lowest order first, none twice, never empty once something was reported
   */
  public Story(List<Contribution> contributions) {
    this.contributions = List.copyOf(contributions);
    Details all = Details.NONE;
    for (Contribution next : contributions) {
      all = next.details().over(all);
    }
    details = all;
  }

  public List<Contribution> contributions() {
    return contributions;
  }

  Story with(Contribution report) {
    List<Contribution> reports = new ArrayList<>(contributions);
    reports.add(report);
    reports.sort(Comparator.comparing(Contribution::order).reversed());
    List<Contribution> seen = new ArrayList<>();
    Details above = Details.NONE;
    for (Contribution next : reports) {
      Contribution visible = next.below(above);
      if (seen.isEmpty() || !visible.saysNothing()) {
        seen.add(0, visible);
      }
      above = above.over(next.details());
    }
    return new Story(seen);
  }

  /** The same with that number of the attempt, unless a report says it; or without one. */
  Story numbered(int attempt) {
    List<Contribution> reports = new ArrayList<>(contributions);
    reports.removeIf(report -> report.order().equals(Order.WORKED_OUT));
    Story reported = new Story(reports);
    return attempt == Attempts.NO_NUMBER
        ? reported
        : reported.with(
            new Contribution(Order.WORKED_OUT, Status.UNKNOWN, null, Details.ofAttempt(attempt)));
  }

  /** The highest report: its status is the interaction's. */
  Contribution top() {
    return contributions.get(contributions.size() - 1);
  }

  /**
   * Whether a report is behind what is known, in rank or in time: its status then stays history.
   */
  boolean isAheadOf(Order order) {
    return !contributions.isEmpty() && top().order().isAheadOf(order);
  }

  Details details() {
    return details;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Story that && contributions.equals(that.contributions);
  }

  @Override
  public int hashCode() {
    return contributions.hashCode();
  }

  @Override
  public String toString() {
    return contributions.toString();
  }
}
