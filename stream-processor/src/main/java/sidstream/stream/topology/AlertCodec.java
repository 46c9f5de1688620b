// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.temporal.ChronoUnit;
import sidstream.schemas.record.Alert;
import sidstream.schemas.record.StoredAlert;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.AlertState;
import sidstream.stream.alert.AlertState.Values;
import sidstream.stream.alert.Notice;
import sidstream.stream.alert.Severity;
import sidstream.stream.alert.Terms;

/** Alerts in the store and on their topic. */
final class AlertCodec {

  private AlertCodec() {}

  static StoredAlert stored(AlertState state) {
    Values values = state.values();
    return StoredAlert.newBuilder()
        .setSince(state.since())
        .setFiredAt(state.firedAt())
        .setBreachedAt(state.breachedAt())
        .setValueAtFiring(values.firing())
        .setWorstValue(values.worst())
        .setValue(values.last())
        .setSample(values.sample())
        .build();
  }

  static AlertState state(StoredAlert stored) {
    Values values =
        new Values(
            stored.getValueAtFiring(),
            stored.getWorstValue(),
            stored.getValue(),
            stored.getSample());
    return new AlertState(stored.getSince(), stored.getFiredAt(), stored.getBreachedAt(), values);
  }

  static Alert record(Notice notice) {
    AlertState state = notice.state();
    Notice.Ended ended = notice.ended();
    Alert.Builder record =
        Alert.newBuilder()
            .setRule(notice.key().rule())
            .setScope(notice.key().scope().key())
            .setFingerprint(notice.key().fingerprint())
            .setState(ended == null ? "firing" : "resolved")
            .setResolution(ended == null ? null : ended.word())
            .setResolvedAt(ended == null ? null : notice.at().truncatedTo(ChronoUnit.MILLIS))
            .setValue(state.values().last())
            .setValueAtFiring(state.values().firing())
            .setWorstValue(state.values().worst())
            .setSample(state.values().sample())
            .setSince(state.since())
            .setFiredAt(state.firedAt() == null ? state.since() : state.firedAt());
    AlertRule rule = notice.rule();
    return (rule == null ? removed(record) : described(record, rule)).build();
  }

  private static Alert.Builder described(Alert.Builder record, AlertRule rule) {
    Terms terms = rule.terms();
    return record
        .setSeverity(terms.severity().word())
        .setMeasure(rule.measure())
        .setComparison(rule.limit().word())
        .setThreshold(rule.limit().threshold())
        .setWindowSeconds(Math.toIntExact(rule.window().toSeconds()))
        .setMeaning(terms.advice().meaning())
        .setAction(terms.advice().action())
        .setRunbook(terms.advice().runbook());
  }

  /** Nobody knows any more what it was about. */
  private static Alert.Builder removed(Alert.Builder record) {
    return record
        .setSeverity(Severity.WARNING.word())
        .setMeasure("")
        .setComparison("")
        .setThreshold(0)
        .setWindowSeconds(0)
        .setMeaning("The rule is no longer configured.")
        .setAction("")
        .setRunbook("");
  }
}
