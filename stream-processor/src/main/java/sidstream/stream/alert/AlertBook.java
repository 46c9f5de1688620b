// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sidstream.stream.rates.Scope;

/**
 * All rules. One look takes the alerts as they were to the alerts as they are, and says which of
 * them fire or resolve by it: each firing is told once and each has one resolve, whenever the book
 * is opened anew in between.
 */
public final class AlertBook {

  private final Map<String, AlertRule> rules = new LinkedHashMap<>();
  private final BusinessHours hours;

  /**
   * What came of a look.
   *
   * @param states of every alert that is pending or firing
   * @param notices in the order of the rules
   */
  public record Look(Map<AlertKey, AlertState> states, List<Notice> notices) {}

  /**
   * @param rules each name once
   * @throws IllegalArgumentException when rules inhibit each other in a circle
   */
  public AlertBook(List<AlertRule> rules, BusinessHours hours) {
    Map<String, AlertRule> byName =
        rules.stream().collect(Collectors.toMap(rule -> rule.terms().name(), rule -> rule));
    rules.forEach(rule -> add(rule, byName, new ArrayList<>()));
    this.hours = hours;
  }

  /** Those that inhibit go first, so that both see the same moment. */
  private void add(AlertRule rule, Map<String, AlertRule> byName, List<String> above) {
    String name = rule.terms().name();
    if (rules.containsKey(name)) {
      return;
    }
    if (above.contains(name)) {
      List<String> circle = above.subList(above.indexOf(name), above.size());
      throw new IllegalArgumentException("the alert rules " + circle + " inhibit each other");
    }
    above.add(name);
    for (String other : rule.terms().inhibitedBy()) {
      AlertRule inhibitor = byName.get(other);
      if (inhibitor != null) {
        add(inhibitor, byName, above);
      }
    }
    above.remove(above.size() - 1);
    rules.put(name, rule);
  }

  public List<AlertRule> rules() {
    return List.copyOf(rules.values());
  }

  /** The spans over which any rule sums a measure of the events. */
  public Set<Duration> spans() {
    Set<Duration> spans = new HashSet<>();
    for (AlertRule rule : rules.values()) {
      if (!(rule instanceof AlertRule.OfSign)) {
        spans.add(rule.window());
      }
      if (rule instanceof AlertRule.Silence && rule.scope() != Scope.Kind.ALL) {
        spans.add(rule.window().multipliedBy(AlertRule.Silence.EXPECTED));
      }
    }
    return spans;
  }

  /** Looks at everything. */
  public Look look(Map<AlertKey, AlertState> before, Readings readings, Instant now) {
    Round round = new Round(byRule(before), readings, now);
    rules.values().forEach(rule -> round.judge(rule, isOpen(rule, now)));
    round.endLeftovers();
    return round.look;
  }

  private boolean isOpen(AlertRule rule, Instant now) {
    return !rule.terms().onlyInBusinessHours() || hours.isOpenSince(rule.window(), now);
  }

  private static Map<String, Map<AlertKey, AlertState>> byRule(Map<AlertKey, AlertState> states) {
    Map<String, Map<AlertKey, AlertState>> byRule = new HashMap<>();
    states.forEach(
        (key, state) ->
            byRule.computeIfAbsent(key.rule(), name -> new HashMap<>()).put(key, state));
    return byRule;
  }
}
