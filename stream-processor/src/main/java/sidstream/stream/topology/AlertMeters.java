// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.stream.alert.AlertBook.Look;
import sidstream.stream.alert.AlertState;
import sidstream.stream.alert.Ledger.Balance;
import sidstream.stream.alert.Notice;

/** What operators see of alerts and the ledger; outlives the task, which may come back. */
final class AlertMeters {

  private final Meters meters;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

  AlertMeters(Meters meters) {
    this.meters = meters;
  }

  void told(Notice notice) {
    meters.count(Meter.ALERTS, notice.key().rule(), notice.isFiring() ? "firing" : "resolved");
  }

  void show(Map<String, Balance> ledger, Look look, Duration took) {
    ledger.forEach(
        (source, balance) -> {
          set(Meter.LEDGER_GAP, balance.lost(), source);
          set(Meter.LEDGER_SURPLUS, balance.surplus(), source);
        });
    set(Meter.ALERTS_FIRING, look.states().values().stream().filter(AlertState::isFiring).count());
    meters.time(Meter.ALERTS_LOOK_SECONDS, took);
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
