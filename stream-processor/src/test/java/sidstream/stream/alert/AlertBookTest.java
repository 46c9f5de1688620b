// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CampaignProgress;
import sidstream.stream.alert.Notice.Ended;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

/** The life of alerts, with a rule on the balance: below 1000, and readings given by hand. */
class AlertBookTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration FOR = Duration.ofMinutes(3);
  private static final Duration KEEP = Duration.ofMinutes(4);
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int BAD = 0;
  private static final int GOOD = 1;
  private static final int NOTHING = 2;

  private Map<AlertKey, AlertState> states = new HashMap<>();
  private AlertBook book = book(rule("low", FOR, List.of()));

  @Test
  void anAlertFiresWhenTheLimitWasPassedForSoLongAndNotBefore() {
    assertThat(look(0, Map.of("a", 900.0))).isEmpty();
    assertThat(look(2, Map.of("a", 700.0))).isEmpty();
    assertThat(look(3, Map.of("a", 800.0)))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.isFiring()).isTrue();
              assertThat(notice.state().since()).isEqualTo(START);
              assertThat(notice.state().values())
                  .isEqualTo(new AlertState.Values(800, 700, 800, 1));
            });
  }

  @Test
  void aMomentOfHealthStartsThePendingTimeAnew() {
    look(0, Map.of("a", 900.0));
    look(2, Map.of("a", 1000.0));
    assertThat(look(3, Map.of("a", 900.0))).isEmpty();
    assertThat(look(5, Map.of("a", 900.0))).isEmpty();
    assertThat(look(6, Map.of("a", 900.0))).hasSize(1);
  }

  @Test
  void anAlertResolvesAfterItsKeepingTimeAndRemembersTheWorst() {
    fire();
    look(4, Map.of("a", 300.0));
    assertThat(look(5, Map.of("a", 1200.0))).isEmpty();
    assertThat(look(7, Map.of("a", 1200.0))).isEmpty();
    assertThat(look(8, Map.of("a", 1300.0)))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.ended()).isEqualTo(Ended.RECOVERED);
              assertThat(notice.state().values())
                  .isEqualTo(new AlertState.Values(900, 300, 1300, 1));
            });
    assertThat(states).isEmpty();
  }

  @Test
  void anAlertOfWhichNothingIsHeardResolvesForWantOfData() {
    fire();
    assertThat(look(6, Map.of())).isEmpty();
    assertThat(look(7, Map.of())).extracting(Notice::ended).containsExactly(Ended.NO_DATA);
  }

  @Test
  void scopesLiveApart() {
    fire();
    assertThat(look(4, Map.of("a", 900.0, "b", 900.0))).isEmpty();
    assertThat(look(7, Map.of("a", 900.0, "b", 900.0)))
        .extracting(notice -> notice.key().text())
        .containsExactly("low|source:b");
  }

  @Test
  void anAlertOfARuleThatIsGoneResolves() {
    fire();
    book = book(rule("other", FOR, List.of()));
    assertThat(look(4, Map.of("a", 900.0)))
        .extracting(Notice::ended)
        .containsExactly(Ended.RULE_REMOVED);
    assertThat(states.keySet()).extracting(AlertKey::rule).containsExactly("other");
  }

  @Test
  void anInhibitedAlertDoesNotBeginAndOneThatFiresIsHeld() {
    fire();
    AlertRule cause = rule("cause", Duration.ZERO, List.of());
    book = book(rule("low", FOR, List.of("cause")), cause);
    assertThat(look(4, Map.of("a", 900.0, "b", 900.0)))
        .extracting(notice -> notice.key().text())
        .containsExactlyInAnyOrder("cause|source:a", "cause|source:b");
    assertThat(look(9, Map.of("a", 900.0, "b", 900.0))).isEmpty();
    assertThat(states.get(alert("a")).isFiring()).isTrue();
    assertThat(states).doesNotContainKey(alert("b"));
  }

  @Test
  void rulesThatInhibitEachOtherInACircleAreRefused() {
    assertThatThrownBy(() -> book(rule("a", FOR, List.of("b")), rule("b", FOR, List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inhibit each other");
  }

  @Test
  void aClockThatIsSetBackMakesNoAlertWaitForItsOldTime() {
    look(100, Map.of("a", 900.0));
    look(0, Map.of("a", 900.0));
    assertThat(look(3, Map.of("a", 900.0))).hasSize(1);
    look(0, Map.of("a", 1200.0));
    assertThat(look(4, Map.of("a", 1200.0))).extracting(Notice::isFiring).containsExactly(false);
  }

  @Property
  void eachFiringHasOneResolveAndNoneComesWithinItsKeepingTime(
      @ForAll @Size(max = 80) List<@IntRange(max = 2) Integer> course) {
    List<Notice> notices = run(course, false);
    boolean firing = false;
    for (Notice notice : notices) {
      assertThat(notice.isFiring()).isNotEqualTo(firing);
      firing = notice.isFiring();
      Duration calm = Duration.between(notice.state().breachedAt(), notice.at());
      assertThat(firing || calm.compareTo(KEEP) >= 0).isTrue();
      Duration pending = Duration.between(notice.state().since(), notice.at());
      assertThat(pending).isGreaterThanOrEqualTo(FOR);
    }
    assertThat(states.values().stream().anyMatch(AlertState::isFiring)).isEqualTo(firing);
  }

  @Property
  void aRestartAtAnyTimeChangesNothing(
      @ForAll @Size(max = 80) List<@IntRange(max = 2) Integer> course) {
    List<Notice> one = run(course, false);
    assertThat(run(course, true).stream().map(AlertBookTest::text))
        .containsExactlyElementsOf(one.stream().map(AlertBookTest::text).toList());
  }

  /** Each step is a minute, with a reading that is bad, good or missing. */
  private List<Notice> run(List<Integer> course, boolean restarting) {
    List<Notice> notices = new ArrayList<>();
    states = new HashMap<>();
    for (int minute = 0; minute < course.size(); minute++) {
      if (restarting) {
        book = book(rule("low", FOR, List.of()));
        states = new HashMap<>(states);
      }
      int step = course.get(minute);
      notices.addAll(
          look(
              minute,
              step == NOTHING ? Map.of() : Map.of("a", step == BAD ? 900.0 : 1100.0 * GOOD)));
    }
    return notices;
  }

  private static String text(Notice notice) {
    return notice.at() + " " + notice.isFiring() + " " + notice.state();
  }

  private static AlertKey alert(String source) {
    return new AlertKey("low", Scope.Kind.SOURCE.of(source));
  }

  private void fire() {
    look(0, Map.of("a", 900.0));
    assertThat(look(3, Map.of("a", 900.0))).hasSize(1);
  }

  private List<Notice> look(int minute, Map<String, Double> rupees) {
    AlertBook.Look look =
        book.look(states, new Balances(rupees), START.plus(Duration.ofMinutes(minute)));
    states = look.states();
    return look.notices();
  }

  private static AlertRule rule(String name, Duration pending, List<String> inhibitedBy) {
    Terms terms =
        new Terms(
            name,
            Severity.WARNING,
            new Terms.Timing(pending, KEEP),
            false,
            inhibitedBy,
            new Terms.Advice("", "", "", ""));
    return new AlertRule.OfSign(terms, VitalSign.BALANCE, WINDOW, Limit.below(1000), 0);
  }

  private static AlertBook book(AlertRule... rules) {
    BusinessHours never =
        new BusinessHours(EnumSet.noneOf(DayOfWeek.class), List.of(), Set.of(), ZoneOffset.UTC);
    return new AlertBook(List.of(rules), never);
  }

  /** A balance for each source, and nothing else. */
  private record Balances(Map<String, Double> rupees) implements Readings {

    @Override
    public Instant now() {
      return START;
    }

    @Override
    public Duration watchedFor() {
      return Duration.ZERO;
    }

    @Override
    public Map<Scope, Tally> sums(Scope.Kind kind, Duration window) {
      return Map.of();
    }

    @Override
    public Map<String, Map<String, Long>> vitals(String kind, Duration window) {
      return Map.of();
    }

    @Override
    public Map<String, List<Map<String, Long>>> newestVitals(String kind, Duration window) {
      Map<String, List<Map<String, Long>>> told = new HashMap<>();
      rupees.forEach(
          (source, balance) ->
              told.put(source, List.of(Map.of("paise", Math.round(balance * 100)))));
      return told;
    }

    @Override
    public Map<String, Long> lost(Duration window) {
      return Map.of();
    }

    @Override
    public Map<String, Long> crmLost(Duration window) {
      return Map.of();
    }

    @Override
    public Map<String, Long> crmWaiting(Duration window) {
      return Map.of();
    }

    @Override
    public List<CampaignProgress> campaigns() {
      return List.of();
    }
  }
}
