// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.config.Settings;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Alert;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.Vitals;
import sidstream.stream.StreamConfig;
import sidstream.stream.Watching;
import sidstream.stream.rates.CampaignPlans;

/**
 * The shipped rules on the real topology, with tallies and vitals as they come, minute by minute.
 */
final class AlertWorld implements AutoCloseable {

  static final Instant MONDAY_ELEVEN = Instant.parse("2026-11-23T05:30:00Z"); // in India

  private final Ops ops = new Ops();
  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final Instant start;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, RateTally> tallies;
  private final TestInputTopic<String, Vitals> vitals;
  private final TestOutputTopic<String, Alert> alerts;
  private final StreamConfig config;
  private Instant now;

  AlertWorld(Instant start, Map<String, String> settings) {
    this.start = start;
    now = start;
    register();
    Map<String, String> all = new HashMap<>(settings);
    all.put("sidstream.privacy.token-key", "key");
    config = Settings.load(StreamConfig.class, Map.of(), all).values();
    PipelineTopology topology =
        new PipelineTopology(
            topics, serdes, ops.meters(), Watches.policy(Watching.of(config), plans()));
    driver = new TopologyTestDriver(topology.get(), new Properties(), start);
    tallies =
        driver.createInputTopic(
            topics.rateTallies.name(),
            new StringSerializer(),
            serdes.serializer(topics.rateTallies));
    vitals =
        driver.createInputTopic(
            topics.vitals.name(), new StringSerializer(), serdes.serializer(topics.vitals));
    alerts =
        driver.createOutputTopic(
            topics.alerts.name(), new StringDeserializer(), serdes.deserializer(topics.alerts));
  }

  AlertWorld() {
    this(MONDAY_ELEVEN, Map.of());
  }

  private CampaignPlans plans() {
    return new CampaignPlans(config.campaigns().planned(), config.campaigns().stuckAfter());
  }

  /** What a campaign's own callback says. */
  void campaign(String id, String status) {
    String scope = "campaign:" + id;
    tallies.pipeInput(scope, new RateTally(scope, minute(), Map.of(), status));
  }

  /** Something that is counted in the minute that runs. */
  void tally(String scope, Map<String, Long> counts) {
    tally(scope, minute(), counts);
  }

  /** Something that is counted in that minute. */
  void tally(String scope, Instant minute, Map<String, Long> counts) {
    tallies.pipeInput(scope, new RateTally(scope, minute, counts, null));
  }

  /** What an instance tells of the minute before. */
  void tell(String kind, String source, Map<String, Long> counts) {
    tell(kind, source, "gateway-1", minute().minusSeconds(60), counts);
  }

  void tell(String kind, String source, String instance, Instant of, Map<String, Long> counts) {
    vitals.pipeInput(kind, new Vitals(kind, source, instance, of, counts, Map.of()));
  }

  /**
   * A record that is no vitals.
   *
   * @param text null for a deletion
   */
  void tellRubbish(@Nullable String text) {
    driver
        .createInputTopic(topics.vitals.name(), new StringSerializer(), new StringSerializer())
        .pipeInput("answers", text);
  }

  Instant minute() {
    return now.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Lets so many minutes pass, each begun by what comes in it, numbered from 0 in this world. */
  List<String> run(int minutes, IntConsumer coming) {
    for (int i = 0; i < minutes; i++) {
      coming.accept((int) Duration.between(start, now).toMinutes());
      for (int step = 0; step < 6; step++) {
        now = now.plusSeconds(10);
        driver.advanceWallClockTime(Duration.ofSeconds(10));
      }
    }
    return told().stream().map(this::text).toList();
  }

  /** So much time passes at once, with one look at its end. */
  void skip(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** Ten seconds pass, in which nothing comes. */
  List<Alert> look() {
    now = now.plusSeconds(10);
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    return told();
  }

  List<Alert> told() {
    return new ArrayList<>(alerts.readValuesToList());
  }

  String scrape() {
    return ops.scrape();
  }

  /** For example 20 no-calls all firing. */
  private String text(Alert alert) {
    Instant at = alert.getResolvedAt() == null ? alert.getFiredAt() : alert.getResolvedAt();
    String how = alert.getResolution() == null ? alert.getState() : alert.getResolution();
    long minute = Duration.between(start, at).toMinutes();
    return minute + " " + alert.getRule() + ' ' + alert.getScope() + ' ' + how;
  }

  private void register() {
    try {
      for (Topic<?> topic : topics.all()) {
        registry.register(topic.subject(), AvroSerdes.registered(topic));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    driver.close();
    ops.close();
  }
}
