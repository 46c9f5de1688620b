// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sidstream.stream.alert.AlertBook.Look;
import sidstream.stream.alert.Notice.Ended;
import sidstream.stream.alert.Verdict.Breached;
import sidstream.stream.alert.Verdict.Healthy;
import sidstream.stream.rates.Scope;

/** One look at every rule, inhibitors first. */
final class Round {

  final Look look = new Look(new HashMap<>(), new ArrayList<>());

  private final Map<String, Map<AlertKey, AlertState>> before;
  private final Readings readings;
  private final Instant now;

  /**
   * @param before by the rule's name; those of judged rules are taken out
   */
  Round(Map<String, Map<AlertKey, AlertState>> before, Readings readings, Instant now) {
    this.before = before;
    this.readings = readings;
    this.now = now;
  }

  /**
   * @param open whether it is in force at this time of the day
   */
  void judge(AlertRule rule, boolean open) {
    Map<AlertKey, AlertState> own = before.remove(rule.terms().name());
    Map<AlertKey, AlertState> known = own == null ? Map.of() : own;
    if (!open) {
      known.forEach((key, state) -> end(key, rule, state, Ended.OUTSIDE_HOURS));
      return;
    }
    Map<Scope, Verdict> verdicts = rule.judge(readings);
    List<AlertKey> inhibitors = inhibitors(rule);
    Set<AlertKey> keys = new HashSet<>(known.keySet());
    verdicts.forEach(
        (scope, verdict) -> {
          if (verdict instanceof Breached) {
            keys.add(new AlertKey(rule.terms().name(), scope));
          }
        });
    for (AlertKey key : keys) {
      Verdict verdict = verdicts.getOrDefault(key.scope(), rule.judgeNothing());
      if (isInhibited(key, inhibitors)) {
        hold(key, known.get(key));
      } else {
        move(key, rule, known.get(key), verdict);
      }
    }
  }

  /** Alerts of rules that are gone. */
  void endLeftovers() {
    before
        .values()
        .forEach(
            states -> states.forEach((key, state) -> end(key, null, state, Ended.RULE_REMOVED)));
  }

  private List<AlertKey> inhibitors(AlertRule rule) {
    return look.states().entrySet().stream()
        .filter(entry -> entry.getValue().isFiring())
        .map(Map.Entry::getKey)
        .filter(key -> rule.terms().inhibitedBy().contains(key.rule()))
        .toList();
  }

  /** Of two things of one kind, one says nothing of the other. */
  private static boolean isInhibited(AlertKey key, List<AlertKey> inhibitors) {
    return inhibitors.stream()
        .map(AlertKey::scope)
        .anyMatch(scope -> scope.kind() != key.scope().kind() || scope.equals(key.scope()));
  }

  /** What has fired stays as it was; nothing else begins. */
  private void hold(AlertKey key, @Nullable AlertState state) {
    if (state != null && state.isFiring()) {
      look.states().put(key, state);
    }
  }

  private void move(AlertKey key, AlertRule rule, @Nullable AlertState state, Verdict verdict) {
    if (verdict instanceof Breached breach) {
      breached(key, rule, state, breach);
    } else if (state != null && state.isFiring()) {
      calmed(key, rule, state.seen(rule.limit(), verdict, now), verdict);
    }
  }

  private void breached(AlertKey key, AlertRule rule, @Nullable AlertState state, Breached breach) {
    AlertState next =
        state == null ? AlertState.pending(breach, now) : state.seen(rule.limit(), breach, now);
    if (next.isDue(rule.terms().timing().pending(), now)) {
      next = next.fired(now);
      look.notices().add(new Notice(key, rule, next, null, now));
    }
    look.states().put(key, next);
  }

  private void calmed(AlertKey key, AlertRule rule, AlertState state, Verdict verdict) {
    if (state.isOver(rule.terms().timing().keepFiring(), now)) {
      end(key, rule, state, verdict instanceof Healthy ? Ended.RECOVERED : Ended.NO_DATA);
    } else {
      look.states().put(key, state);
    }
  }

  private void end(AlertKey key, @Nullable AlertRule rule, AlertState state, Ended why) {
    if (state.isFiring()) {
      look.notices().add(new Notice(key, rule, state, why, now));
    }
  }
}
