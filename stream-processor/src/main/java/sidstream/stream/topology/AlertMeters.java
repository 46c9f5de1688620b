// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.stream.alert.AlertBook.Look;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.alert.Notice;

/** What operators see of alerts and the ledger; outlives the task, which may come back. */
final class AlertMeters {

  private final Meters meters;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
  private final Set<String> crmSources = ConcurrentHashMap.newKeySet();

  AlertMeters(Meters meters) {
    this.meters = meters;
  }

  void told(Notice notice) {
    meters.count(Meter.ALERTS, notice.key().rule(), notice.isFiring() ? "firing" : "resolved");
  }

  void show(Map<String, Balance> ledger, List<AlertRule> rules, Look look, Duration took) {
    showFiring(rules, look);
    ledger.forEach(
        (source, balance) -> {
          set(Meter.LEDGER_GAP, balance.lost(), source);
          set(Meter.LEDGER_SURPLUS, balance.surplus(), source);
        });
    meters.time(Meter.ALERTS_LOOK_SECONDS, took);
  }

  private void showFiring(List<AlertRule> rules, Look look) {
    Map<String, Long> firing =
        look.states().entrySet().stream()
            .filter(alert -> alert.getValue().isFiring())
            .collect(Collectors.groupingBy(alert -> alert.getKey().rule(), Collectors.counting()));
    for (AlertRule rule : rules) {
      String name = rule.terms().name();
      String severity = rule.terms().severity().word();
      set(Meter.ALERTS_FIRING, firing.getOrDefault(name, 0L), name, severity);
    }
  }

  /** The task has gone, perhaps to another instance, which tells it all from now on. */
  void rest() {
    gauges.values().forEach(gauge -> gauge.set(0));
  }

  /** Of providers that have a sink. */
  void showCrm(Map<String, Balance> settled, Map<String, Long> waiting) {
    settled.forEach(
        (source, balance) -> {
          set(Meter.CRM_LEDGER_GAP, balance.lost(), source);
          set(Meter.CRM_LEDGER_SURPLUS, balance.surplus(), source);
        });
    waiting.forEach((source, events) -> set(Meter.CRM_WAITING, events, source));
    crmSources.stream().filter(source -> !settled.containsKey(source)).forEach(this::forgetCrm);
    crmSources.addAll(settled.keySet());
  }

  /** Its sink is gone: nothing is known any more. */
  private void forgetCrm(String source) {
    set(Meter.CRM_LEDGER_GAP, 0, source);
    set(Meter.CRM_LEDGER_SURPLUS, 0, source);
    set(Meter.CRM_WAITING, 0, source);
  }

  private void set(Meter meter, long value, String... labels) {
    gauges
        .computeIfAbsent(
            meter + String.join("|", labels),
            name -> {
              AtomicLong gauge = new AtomicLong();
              meters.gauge(meter, gauge::get, labels);
              return gauge;
            })
        .set(value);
  }
}
