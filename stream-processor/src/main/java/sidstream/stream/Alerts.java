// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sidstream.chassis.config.ConfigException;
import sidstream.stream.alert.AlertBook;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.BusinessHours;
import sidstream.stream.alert.BusinessHours.Window;
import sidstream.stream.alert.Watch;

/** Reads the settings of alerts and business hours, and says everything that is wrong with them. */
final class Alerts {

  private static final String ALERTS = "sidstream.alerts.";
  private static final String HOURS = "sidstream.business-hours.";
  private static final Duration RAREST = Duration.ofSeconds(15);
  private static final Duration MOST_OFTEN = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
  private static final Duration LONGEST_SETTLING = Duration.ofHours(6);
  private static final Duration SHORTEST_TRYING = Duration.ofMinutes(10);
  private static final Pattern WINDOW =
      Pattern.compile("([01]?\\d|2[0-4]):([0-5]\\d)-([01]?\\d|2[0-4]):([0-5]\\d)");
  private static final int MINUTES_OF_AN_HOUR = 60;
  private static final int MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR;

  private final List<String> problems = new ArrayList<>();

  private Alerts() {}

  /**
   * @param kept how long minutes of the rates are kept at least, besides the longest window
   * @throws ConfigException with every problem found
   */
  static Watch watch(AlertsConfig config, BusinessHoursConfig hours, Duration kept) {
    Alerts alerts = new Alerts();
    alerts.between("every", config.every(), MOST_OFTEN, RAREST);
    alerts.between("start-delay", config.startDelay(), Duration.ZERO, LONGEST_DELAY);
    alerts.between("settle", config.settle(), Duration.ZERO, LONGEST_SETTLING);
    alerts.between("crm-settle", config.crmSettle(), SHORTEST_TRYING, kept);
    List<AlertRule> rules = alerts.rules(config);
    BusinessHours open = alerts.hours(hours);
    if (alerts.problems.isEmpty()) {
      try {
        AlertBook book = new AlertBook(rules, open);
        return new Watch(
            book, config.every(), config.startDelay(), config.settle(), config.crmSettle());
      } catch (IllegalArgumentException e) {
        alerts.problems.add(ALERTS + "rules: " + e.getMessage() + ": see their inhibited-by");
      }
    }
    throw new ConfigException(alerts.problems);
  }

  private void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      problems.add(ALERTS + name + " = " + value + " must be from " + least + " to " + most);
    }
  }

  private List<AlertRule> rules(AlertsConfig config) {
    List<AlertRule> rules = new ArrayList<>();
    Set<String> names = config.rules().keySet();
    for (Map.Entry<String, AlertsConfig.RuleConfig> entry :
        new TreeMap<>(config.rules()).entrySet()) {
      RuleSettings settings = new RuleSettings(entry.getKey(), entry.getValue(), names, problems);
      settings
          .rule(config.runbookUrl())
          .filter(rule -> entry.getValue().enabled())
          .ifPresent(rules::add);
    }
    return rules;
  }

  private BusinessHours hours(BusinessHoursConfig config) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    config.days().forEach(word -> day(word, days));
    List<Window> windows = new ArrayList<>();
    config.windows().forEach(text -> window(text, windows));
    return new BusinessHours(
        days, windows, Set.copyOf(config.holidays().orElse(List.of())), config.zone());
  }

  private void day(String word, Set<DayOfWeek> days) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(word.toUpperCase(Locale.ROOT)) && word.length() == 3) {
        days.add(day);
        return;
      }
    }
    problems.add(
        HOURS + "days: \"" + word + "\" is no day; there is mon, tue, wed, thu, fri, sat, sun");
  }

  private void window(String text, List<Window> windows) {
    Matcher parts = WINDOW.matcher(text);
    if (!parts.matches()) {
      problems.add(HOURS + "windows: \"" + text + "\" is not like 09:00-13:00");
      return;
    }
    Window window = new Window(minute(parts, 1), minute(parts, 3));
    if (window.from() < window.to() && window.to() <= MINUTES_OF_A_DAY) {
      windows.add(window);
    } else {
      problems.add(HOURS + "windows: \"" + text + "\" must end after its start, by 24:00");
    }
  }

  private static int minute(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group)) * MINUTES_OF_AN_HOUR
        + Integer.parseInt(parts.group(group + 1));
  }
}
