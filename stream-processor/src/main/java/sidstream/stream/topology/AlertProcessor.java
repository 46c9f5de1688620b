// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Topic;
import sidstream.schemas.record.Alert;
import sidstream.schemas.record.CampaignProgress;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.StoredAlert;
import sidstream.schemas.record.StoredVitals;
import sidstream.stream.alert.AlertBook.Look;
import sidstream.stream.alert.AlertKey;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.AlertState;
import sidstream.stream.alert.Ledger;
import sidstream.stream.alert.Notice;
import sidstream.stream.alert.Watch;
import sidstream.stream.alert.WindowSums;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.Outputs.Target;
import sidstream.stream.topology.StoredReadings.Ledgers;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * Looks at rates, vitals and campaigns by wall clock, so also when nothing comes, and tells which
 * alerts fire and resolve. Alerts and what was told of them are committed together.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class AlertProcessor implements Processor<String, RateTally, String, SpecificRecord> {

  private static final Duration SHOWN = Duration.ofHours(1);

  /** Begins what stands among the alerts and is none: it has no rule's name. */
  private static final String NO_RULE = "|";

  /** Since when anybody has watched. */
  private static final String WATCHED = NO_RULE + "all";

  private final Target<Alert> target;
  private final Watch watch;
  private final AlertMeters meters;
  private final Map<Duration, WindowSums> windows = new HashMap<>();
  private final Map<AlertKey, AlertState> states = new HashMap<>();
  private final WallClock clock = new WallClock();

  private KeyValueStore<String, Counted> rates;
  private KeyValueStore<String, StoredVitals> vitals;
  private KeyValueStore<String, CampaignProgress> campaigns;
  private KeyValueStore<String, StoredAlert> alerts;
  private ProcessorContext<String, SpecificRecord> context;
  private CrmBooks crm;
  private Outputs outputs;
  private Instant watchedSince;

  AlertProcessor(Topic<Alert> topic, Watch watch, AlertMeters meters) {
    this.target = new Target<>(Names.ALERTS, topic);
    this.watch = watch;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    rates = context.getStateStore(Names.RATE_STORE);
    vitals = context.getStateStore(Names.VITALS_STORE);
    campaigns = context.getStateStore(Names.CAMPAIGN_STORE);
    alerts = context.getStateStore(Names.ALERT_STORE);
    crm = new CrmBooks(rates, alerts, watch.crmSettle());
    outputs = new Outputs(context);
    watch.book().spans().forEach(span -> windows.put(span, new WindowSums(span, this::minutes)));
    Instant start = Instant.ofEpochMilli(context.currentSystemTimeMs());
    restore(start);
    Instant first = start.plus(watch.startDelay());
    clock.each(
        context,
        watch.every(),
        now -> {
          if (!now.isBefore(first)) {
            look(now);
          }
        });
  }

  /** What only a later release knows stays in the store, for when that one is back. */
  private void restore(Instant start) {
    states.clear(); // set up again after a failed transaction: what that one told was taken back
    StoredAlert watched = alerts.get(WATCHED);
    if (watched == null) {
      watched = new StoredAlert(start, null, start, 0.0, 0.0, 0.0, 0L);
      alerts.put(WATCHED, watched);
    }
    watchedSince = watched.getSince();
    try (KeyValueIterator<String, StoredAlert> all = alerts.all()) {
      while (all.hasNext()) {
        KeyValue<String, StoredAlert> next = all.next();
        if (next.key.startsWith(NO_RULE)) {
          crm.restore(next.key, next.value);
        } else {
          AlertKey.known(next.key).ifPresent(key -> states.put(key, AlertCodec.state(next.value)));
        }
      }
    }
  }

  @Override
  public void process(Record<String, RateTally> record) {
    RateTally more = record.value();
    Tally tally = TallyCodec.tally(more.getCounts());
    Scope.known(more.getScope()).ifPresent(scope -> add(scope, more.getMinute(), tally));
  }

  private void add(Scope scope, Instant minute, Tally tally) {
    windows.values().forEach(each -> each.add(scope, minute, tally));
    crm.add(scope, minute, tally, Instant.ofEpochMilli(context.currentSystemTimeMs()));
  }

  private void look(Instant now) {
    long began = System.nanoTime();
    windows.values().forEach(window -> window.slide(now));
    crm.slide(now);
    VitalsView told = new VitalsView(vitals, span(), now);
    LedgerView ledger = new LedgerView(told, rates, watch.settle(), now);
    Duration watched = Duration.between(watchedSince, now);
    Ledgers ledgers = new Ledgers(ledger, crm);
    StoredReadings readings = new StoredReadings(now, watched, windows, told, ledgers, campaigns());
    Look look = watch.book().look(states, readings, now);
    keep(look.states());
    look.notices().forEach(this::tell);
    meters.showCrm(crm.settled(SHOWN), crm.waiting(CrmBooks.DAY));
    meters.show(
        ledger.balances(SHOWN),
        watch.book().rules(),
        look,
        Duration.ofNanos(System.nanoTime() - began));
  }

  @Override
  public void close() {
    meters.rest();
  }

  private List<CampaignProgress> campaigns() {
    List<CampaignProgress> all = new ArrayList<>();
    try (KeyValueIterator<String, CampaignProgress> stored = campaigns.all()) {
      stored.forEachRemaining(next -> all.add(next.value));
    }
    return all;
  }

  /** How far back the ledger and any rule look at vitals. */
  private Duration span() {
    Duration longest =
        watch.book().rules().stream()
            .filter(AlertRule.OfSign.class::isInstance)
            .map(AlertRule::window)
            .reduce(SHOWN, (one, other) -> one.compareTo(other) > 0 ? one : other);
    return longest.plus(watch.settle()).plus(Ledger.BESIDE);
  }

  private void keep(Map<AlertKey, AlertState> now) {
    for (Map.Entry<AlertKey, AlertState> next : now.entrySet()) {
      if (!next.getValue().equals(states.get(next.getKey()))) {
        alerts.put(next.getKey().text(), AlertCodec.stored(next.getValue()));
      }
    }
    states.keySet().stream()
        .filter(key -> !now.containsKey(key))
        .forEach(key -> alerts.delete(key.text()));
    states.clear();
    states.putAll(now);
  }

  private void tell(Notice notice) {
    Alert alert = AlertCodec.record(notice);
    String id = alert.getFingerprint() + '/' + alert.getFiredAt() + '/' + alert.getState();
    outputs.send(target, notice.key().text(), alert, id, notice.at());
    meters.told(notice);
  }

  private void minutes(Instant from, @Nullable Instant to, BiConsumer<Scope, Tally> each) {
    String end = to == null ? null : MinuteKey.before(to);
    try (KeyValueIterator<String, Counted> range = rates.range(MinuteKey.before(from), end)) {
      range.forEachRemaining(
          next ->
              Scope.known(MinuteKey.parse(next.key).scope())
                  .ifPresent(scope -> each.accept(scope, next.value.tally())));
    }
  }
}
