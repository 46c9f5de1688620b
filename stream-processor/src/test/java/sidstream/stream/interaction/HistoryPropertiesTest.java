// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import sidstream.schemas.Status;
import sidstream.stream.Events;
import sidstream.stream.interaction.Step.At;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.How;
import sidstream.stream.rates.Increments;
import sidstream.stream.rates.Outcome;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

/**
 * Whatever is reported of a Sid, of every kind, repeated, reordered, amended, late or missing: the
 * end is the same, and is counted once, in the minute of the first outcome.
 */
class HistoryPropertiesTest {

  private static final Instant GIVEN_UP = Events.TEN.plusSeconds(7200);

  @Property(tries = 3_000)
  void everyHistoryHasOneEndCountedOnce(@ForAll Random random) {
    checkOneEndCountedOnce(random);
  }

  @Tag("slow")
  @Property(tries = 100_000)
  void everyOneOfManyHistoriesHasOneEndCountedOnce(@ForAll Random random) {
    checkOneEndCountedOnce(random);
  }

  /** A number comes at any time, also more than one: the last stands, unless a report says it. */
  @Property(tries = 1_000)
  void whenTheAttemptIsNumberedDoesNotMatter(@ForAll Random random) {
    RandomHistory source = new RandomHistory(random);
    List<Step> steps = source.steps();
    Interaction afterwards = new Run(-1).all(steps).now.numbered(7);
    Run meanwhile = new Run(-1);
    int numberedAt = random.nextInt(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      meanwhile.all(steps.subList(i, i + 1));
      if (i == numberedAt) {
        meanwhile.now = meanwhile.now.numbered(3).numbered(7);
      }
    }

    assertThat(meanwhile.now).isEqualTo(afterwards);
    assertThat(meanwhile.now.numbered(Attempts.NO_NUMBER)).isEqualTo(new Run(-1).all(steps).now);
    assertThat(end(meanwhile.now.numbered(7))).isEqualTo(end(afterwards));
    assertThat(afterwards.details().course().attempt())
        .isEqualTo(
            steps.stream().allMatch(step -> step.details().course().attempt() == null)
                ? Integer.valueOf(7)
                : new Run(-1).all(steps).now.details().course().attempt());
  }

  private static void checkOneEndCountedOnce(Random random) {
    RandomHistory source = new RandomHistory(random);
    List<Step> steps = source.steps();
    Run one = new Run(-1).all(steps);
    Run other = new Run(-1).all(source.disturbed(steps));
    Run givenUp = new Run(random.nextInt(steps.size())).all(source.disturbed(steps));

    assertThat(end(other.now)).isEqualTo(end(one.now));
    assertThat(steps(other.now)).isEqualTo(steps(one.now));
    assertThat(other.now.revision()).isEqualTo(one.now.revision());
    assertThat(givenUp.now.revision()).isEqualTo(one.now.revision() + (givenUp.declared ? 1 : 0));
    if (one.now.terminal()) {
      assertThat(end(givenUp.now)).isEqualTo(end(one.now));
    } else {
      assertThat(givenUp.now.details()).isEqualTo(one.now.details());
      assertThat(givenUp.now.terminal()).isEqualTo(givenUp.declared);
    }
    one.assertCountedOnce();
    other.assertCountedOnce();
    givenUp.assertCountedOnce();
  }

  /** All that is told of the end. */
  private static List<?> end(Interaction interaction) {
    return Arrays.asList(
        interaction.kind(),
        interaction.status(),
        interaction.statusWord(),
        interaction.details(),
        interaction.reached(),
        interaction.deliveryClass(),
        interaction.times().first(),
        interaction.times().last());
  }

  private static List<String> steps(Interaction interaction) {
    return interaction.history().stream()
        .map(
            step ->
                step.name()
                    + step.status()
                    + step.when().occurredAt()
                    + step.when().receivedAt()
                    + step.amendments())
        .toList();
  }

  /** One history on its way through the fold. */
  private static final class Run {

    private final int giveUpBefore;
    private final Map<Instant, Map<Scope, Tally>> counted = new HashMap<>();
    private Interaction now;
    private Instant firstOutcome;
    private boolean declared;
    private int offset;

    /**
     * @param giveUpBefore before which step an open interaction is declared to have ended
     */
    Run(int giveUpBefore) {
      this.giveUpBefore = giveUpBefore;
    }

    Run all(List<Step> steps) {
      for (Step step : steps) {
        if (offset == giveUpBefore && now != null && !now.terminal()) {
          declared = true;
          take(now.giveUp("exotel", "c0ffee", GIVEN_UP).accepted(), GIVEN_UP);
        }
        At at = new At(3, offset++, step.at().receivedAt(), Events.TEN.plusSeconds(offset));
        Step next = new Step(step.identity(), step.kind(), step.report(), step.details(), at, null);
        take(now == null ? Interaction.begin(next) : now.accept(next), at.receivedAt());
      }
      return this;
    }

    private void take(Transition transition, Instant time) {
      if (transition instanceof Accepted accepted) {
        assertThat(accepted.before()).isSameAs(now);
        Instant minute = accepted.after().times().outcomeMinute();
        if (minute != null && firstOutcome == null) {
          firstOutcome = Minute.of(time);
        }
        Map<Scope, Tally> inMinute =
            counted.computeIfAbsent(
                Objects.requireNonNullElse(minute, Instant.MIN), any -> new HashMap<>());
        Increments.byScope(Outcome.change("exotel", accepted))
            .forEach((scope, tally) -> inMinute.merge(scope, tally, Tally::plus));
      }
      now = transition.after();
    }

    void assertCountedOnce() {
      counted.values().forEach(scopes -> scopes.values().removeIf(Tally.ZERO::equals));
      counted.values().removeIf(Map::isEmpty);
      Map<Scope, Tally> once =
          Increments.byScope(Outcome.change("exotel", new Accepted(How.ADVANCED, null, now)));
      Map<Instant, Map<Scope, Tally>> expected =
          once.isEmpty() ? Map.of() : Map.of(firstOutcome, once);
      assertThat(counted).isEqualTo(expected);
      assertThat(now.times().outcomeMinute()).isEqualTo(firstOutcome);
      assertThat(firstOutcome != null).isEqualTo(now.terminal());
    }
  }

  @Property(tries = 200)
  void aDeclaredEndIsOneOfTheSteps(@ForAll Random random) {
    Run run = new Run(-1).all(new RandomHistory(random).steps());
    if (!run.now.terminal()) {
      Interaction after = run.now.giveUp("exotel", "c0ffee", GIVEN_UP).accepted().after();

      assertThat(after.status()).isEqualTo(Status.UNFINISHED);
      assertThat(after.reached()).isNull();
      assertThat(after.history()).extracting(PastStep::name).endsWith("unfinished");
      assertThat(after.times().last()).isEqualTo(run.now.times().last());
    }
  }

  @Property(tries = 200)
  void theVeryRecordsReadAgainChangeNothing(@ForAll Random random) {
    List<Step> steps = new ArrayList<>(new RandomHistory(random).steps());
    Run run = new Run(-1).all(steps);
    Interaction before = run.now;
    run.offset = 0;
    run.all(steps);

    assertThat(run.now).isEqualTo(before);
  }
}
