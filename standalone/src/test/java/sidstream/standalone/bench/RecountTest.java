// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.WebhookEvent;
import sidstream.standalone.TopicReader;

/**
 * A simulated day through real Kafka and two processors, one of which is killed twice: every number
 * equals what SQL counts of the raw topic, which shares no code with the processor.
 *
 * <p>What has no end is given up soon after, and some of that ends then all the same. When it is
 * given up is the processor's word, as the day goes through in seconds; that it is, and not too
 * soon, and what it counts for, is recounted.
 */
@Tag("slow")
class RecountTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Topics topics = new Topics("");
  private static final List<String> STEPS =
      List.of("steps_advanced", "steps_late", "steps_amended", "duplicates");

  private static final Duration WAITED = Duration.ofSeconds(11);
  private static final Map<String, String> GIVES_UP_SOON =
      Map.of(
          "SIDSTREAM_INTERACTIONS_RECONCILE_AFTER", "PT8S",
          "SIDSTREAM_INTERACTIONS_RECONCILE_MESSAGES_AFTER", "PT8S",
          "SIDSTREAM_INTERACTIONS_UNFINISHED_AFTER", "PT3S");

  private static Rig rig;
  private static SimulatedDay day;
  private static RawTable recount;

  @BeforeAll
  static void runTheDay() throws Exception {
    rig = new Rig(List.of(), Map.of());
    rig.startLog();
    ProcessorVm steady = new ProcessorVm(rig, "steady", List.of(), GIVES_UP_SOON);
    ProcessorVm killed = new ProcessorVm(rig, "killed", List.of(), GIVES_UP_SOON);
    steady.startUntilReady();
    killed.startUntilReady();
    Instant begin = Instant.now().minus(26, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
    day = new SimulatedDay(4, begin).pass();
    List<WebhookEvent> events = day.events();
    try (WebhookLoad load =
            new WebhookLoad(
                Settings.load(ProvisionConfig.class, Map.of(), rig.clients()).values(), 20);
        TopicReader rates = reader(topics.rates);
        TopicReader unfinished = reader(topics.interactions, RecountTest::isUnfinished)) {
      int third = events.size() / 3;
      send(load, events.subList(0, third));
      awaitCounted(rates, third / 3);
      killed.kill();
      send(load, events.subList(third, 2 * third));
      killed.startUntilReady();
      awaitCounted(rates, third + third / 2);
      killed.kill();
      send(load, events.subList(2 * third, events.size()));
      killed.startUntilReady();
      awaitCounted(rates, events.size());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(sids(unfinished)).containsAll(day.open()));
      send(load, day.lateEnds());
      awaitCounted(rates, events.size() + day.lateEnds().size());
      recount = new RawTable();
      recount.declare(unfinished.values());
    }
    try (TopicReader webhooks = reader(topics.webhooks)) {
      recount.load(webhooks.records());
    }
    recount.run("recount.sql");
  }

  @AfterAll
  static void stop() throws Exception {
    recount.close();
    rig.close();
  }

  @Test
  void whatHasNoEndIsGivenUpAndNothingElseNorTooSoon() throws Exception {
    Set<String> open = new HashSet<>(day.open());
    day.lateEnds().forEach(end -> open.remove(end.getSid()));
    assertThat(recount.rows("fact where unfinished", "sid").keySet())
        .hasSizeGreaterThan(300)
        .isEqualTo(open);
    assertThat(recount.rows("fact where ended_late", "sid")).hasSizeGreaterThan(100);
    assertThat(recount.rows("waited", "sid").values())
        .allSatisfy(
            declared -> {
              assertThat(declared.get("ended")).isEqualTo(false);
              assertThat((Long) declared.get("waited"))
                  .isGreaterThan(WAITED.minusSeconds(1).toMillis()); // seen by the whole second
            });
  }

  @Test
  void everyMinuteOfEveryScopeEqualsTheRecount() throws Exception {
    Map<String, Map<String, Object>> actual = new HashMap<>();
    try (TopicReader reader = reader(topics.rates)) {
      for (GenericRecord window : reader.values()) {
        Map<String, Object> row = row(window);
        row.keySet().removeAll(List.of("window_seconds", "revision"));
        actual.put(window.get("scope") + "@" + window.get("minute"), row);
      }
    }
    Map<String, Map<String, Object>> expected =
        recount.rows("expected_rates", "scope || '@' || minute");

    assertThat(expected).hasSizeGreaterThan(10_000);
    assertEqual(actual, expected);
  }

  @Test
  void everyStateEqualsTheRecount() throws Exception {
    Map<String, Map<String, Object>> expected = recount.rows("expected_states", "sid");

    assertThat(expected).hasSizeGreaterThan(50_000);
    assertThat(expected.values()).extracting(state -> state.get("attempt")).contains(1L, 2L, 3L);
    await() // which attempt a call was is known a little after what is counted
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertEqual(newest(topics.interactionStates, "sid", expected), expected));
  }

  @Test
  void everyCampaignEqualsTheRecount() throws Exception {
    Map<String, Map<String, Object>> expected = recount.rows("expected_campaigns", "campaign");

    assertThat(expected).hasSize(6);
    assertEqual(newest(topics.campaigns, "campaign", expected), expected);
  }

  /** The newest record of each key, in the columns that were recounted. */
  private static Map<String, Map<String, Object>> newest(
      Topic<?> topic, String key, Map<String, Map<String, Object>> recounted) throws Exception {
    Map<String, Map<String, Object>> newest = new HashMap<>();
    Set<String> columns = recounted.values().iterator().next().keySet();
    try (TopicReader reader = reader(topic)) {
      reader.pass(
          record -> {
            Map<String, Object> row = row(record);
            if (record.hasField("history")) {
              row.put("steps", (long) ((List<?>) record.get("history")).size());
            }
            row.keySet().retainAll(columns);
            newest.put(record.get(key).toString(), row);
          });
    }
    return newest;
  }

  private static boolean isUnfinished(GenericRecord interaction) {
    return interaction.get("transition").toString().equals("unfinished");
  }

  private static Set<String> sids(TopicReader reader) {
    return reader.values().stream()
        .map(value -> value.get("sid").toString())
        .collect(Collectors.toSet());
  }

  private static void send(WebhookLoad load, List<WebhookEvent> events) {
    events.forEach(load::send);
    load.flush();
  }

  private static void awaitCounted(TopicReader rates, long events) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(counted(rates)).isGreaterThanOrEqualTo(events));
  }

  /** Reports counted so far, each once. */
  private static long counted(TopicReader rates) {
    Map<String, GenericRecord> newest = new HashMap<>();
    rates
        .values(window -> window.get("scope").toString().equals("all"))
        .forEach(window -> newest.put(window.get("minute").toString(), window));
    return newest.values().stream()
        .mapToLong(window -> STEPS.stream().mapToLong(name -> (Long) window.get(name)).sum())
        .sum();
  }

  /** The first differences, told in words: there may be many. */
  private static void assertEqual(
      Map<String, Map<String, Object>> actual, Map<String, Map<String, Object>> expected) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (key, row) -> {
          Map<String, Object> found = actual.get(key);
          if (!row.equals(found)) {
            differences.add(key + ": " + difference(row, found));
          }
        });
    actual.keySet().stream()
        .filter(key -> !expected.containsKey(key))
        .forEach(key -> differences.add(key + " is in no recount"));
    assertThat(differences.stream().limit(10)).as(differences.size() + " differ").isEmpty();
  }

  private static String difference(Map<String, Object> row, Map<String, Object> found) {
    if (found == null) {
      return "is not there";
    }
    Map<String, String> cells = new HashMap<>();
    row.forEach((name, value) -> note(cells, name, value, found.get(name)));
    found.forEach((name, value) -> note(cells, name, row.get(name), value));
    return cells.toString();
  }

  private static void note(Map<String, String> cells, String name, Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      cells.put(name, found + ", recounted " + wanted);
    }
  }

  private static Map<String, Object> row(GenericRecord record) {
    Map<String, Object> row = new HashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      row.put(field.name(), RawTable.plain(record.get(field.pos())));
    }
    return row;
  }

  private static TopicReader reader(Topic<?> topic) {
    return reader(topic, value -> true);
  }

  private static TopicReader reader(Topic<?> topic, Predicate<GenericRecord> kept) {
    String registry = rig.clients().get("sidstream.registry.url");
    return new TopicReader(rig.bootstrap(), registry, topic, kept);
  }
}
