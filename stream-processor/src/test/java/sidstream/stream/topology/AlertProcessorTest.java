// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Alert;
import sidstream.schemas.record.CampaignProgress;
import sidstream.schemas.record.StoredAlert;
import sidstream.schemas.record.StoredVitals;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.CampaignSign;
import sidstream.stream.alert.Limit;
import sidstream.stream.alert.Severity;
import sidstream.stream.alert.Terms;

/** A processor that starts on stores that another has left, with a rule on a campaign's silence. */
class AlertProcessorTest {

  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration KEEP = Duration.ofMinutes(5);

  private final Ops ops = new Ops();
  private final MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
  private final KeyValueStore<String, CampaignProgress> campaigns =
      store(Names.CAMPAIGN_STORE, stored(CampaignProgress.getClassSchema()));
  private final KeyValueStore<String, StoredAlert> alerts =
      store(Names.ALERT_STORE, stored(StoredAlert.getClassSchema()));

  private AlertProcessor processor;

  AlertProcessorTest() {
    store(Names.RATE_STORE, TallyCodec.serde());
    store(Names.VITALS_STORE, stored(StoredVitals.getClassSchema()));
    start(TEN);
  }

  @AfterEach
  void close() {
    ops.close();
  }

  @Test
  void anInstanceThatTakesOverFiresNothingTwiceAndResolvesWhatTheOtherFired() {
    active(TEN);
    assertThat(look(16)).containsExactly("firing");
    start(at(17));
    assertThat(look(18)).isEmpty();
    active(at(19));
    assertThat(look(20)).isEmpty();
    start(at(21));
    assertThat(look(30)).containsExactly("recovered");
    start(at(31));
    assertThat(look(32)).isEmpty();
  }

  /** Kafka Streams sets up the same processor again when what it did was taken back. */
  @Test
  void whatWasToldInATransactionThatFailedIsToldAgain() {
    active(TEN);
    assertThat(look(16)).containsExactly("firing");
    alerts.delete("stuck|campaign:k");
    processor.init(context);
    assertThat(look(17)).containsExactly("firing");
    assertThat(look(18)).isEmpty();
  }

  @Test
  void whatFiresIsShownByRuleUntilTheTaskGoes() {
    active(TEN);
    look(16);
    String firing = "sidstream_alerts_firing{rule=\"stuck\",severity=\"warning\"} ";
    assertThat(ops.scrape()).contains(firing + "1.0");
    processor.close();
    assertThat(ops.scrape()).contains(firing + "0.0");
  }

  @Test
  void aProcessorThatIsSetUpAgainLooksOnceEachTime() {
    processor.init(context);
    assertThat(context.scheduledPunctuators())
        .extracting(MockProcessorContext.CapturedPunctuator::cancelled)
        .containsExactly(true, false);
  }

  @Test
  void aClockBehindThatOfTheInstanceBeforeMakesNoCampaignSilent() {
    active(at(60));
    start(TEN);
    assertThat(look(59)).isEmpty();
    assertThat(look(75)).isEmpty();
    assertThat(look(76)).containsExactly("firing");
  }

  @Test
  void aCampaignOfWhichNothingComesForThreeDaysIsGivenUp() {
    active(TEN);
    assertThat(look(16)).containsExactly("firing");
    int threeDays = 3 * 24 * 60;
    assertThat(look(threeDays)).isEmpty();
    assertThat(look(threeDays + 1)).isEmpty();
    assertThat(look(threeDays + 6)).containsExactly("no-data");
    assertThat(look(2 * threeDays)).isEmpty();
  }

  @Test
  void aCampaignThatIsNoLongerKnownResolves() {
    active(TEN);
    look(16);
    campaigns.delete("k");
    assertThat(look(30)).containsExactly("no-data");
  }

  @Test
  void anAlertOfAScopeThatOnlyALaterReleaseKnowsIsKeptAndPassedOver() {
    String later = "busy-queue|queue:north";
    alerts.put(later, new StoredAlert(TEN, TEN, TEN, 1.0, 1.0, 1.0, 1L));
    start(at(1));
    active(TEN);

    assertThat(look(16)).containsExactly("firing");
    assertThat(alerts.get(later)).isNotNull();
    assertThat(alerts.get("stuck|campaign:k")).isNotNull();
  }

  private void start(Instant at) {
    context.setCurrentSystemTimeMs(at.toEpochMilli());
    AlertRule rule =
        new AlertRule.OfSign(
            terms(), CampaignSign.CAMPAIGN_SILENT_MINUTES, QUARTER, Limit.above(15), 0);
    processor =
        new AlertProcessor(new Topics("").alerts, Watches.of(rule), new AlertMeters(ops.meters()));
    processor.init(context);
  }

  private static Terms terms() {
    return new Terms(
        "stuck",
        Severity.WARNING,
        new Terms.Timing(Duration.ZERO, KEEP),
        false,
        List.of(),
        new Terms.Advice("", "", "", ""));
  }

  private void active(Instant at) {
    CampaignProgress progress =
        CampaignProgress.newBuilder()
            .setCampaign("k")
            .setContactsLeft(1L)
            .setFirstActivityAt(TEN)
            .setLastActivityAt(at)
            .setRevision(1)
            .build();
    campaigns.put("k", progress);
  }

  /** What the newest processor tells so many minutes after ten. */
  private List<String> look(int minute) {
    context.setCurrentSystemTimeMs(at(minute).toEpochMilli());
    List<MockProcessorContext.CapturedPunctuator> clocks = context.scheduledPunctuators();
    clocks.get(clocks.size() - 1).getPunctuator().punctuate(at(minute).toEpochMilli());
    List<String> told = new ArrayList<>();
    context.forwarded().forEach(next -> told.add(text((Alert) next.record().value())));
    context.resetForwards();
    return told;
  }

  private static String text(Alert alert) {
    return alert.getResolution() == null ? alert.getState() : alert.getResolution();
  }

  private static Instant at(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }

  private static <V extends SpecificRecord> Serde<V> stored(Schema schema) {
    return new StoredCodec<V>(List.of(schema)).serde();
  }

  private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
