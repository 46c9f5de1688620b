// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sidstream.standalone.Street.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import sidstream.testkit.CrmRequest;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/** One event walks from webhook to CRM, step by step as docs/ARCHITECTURE.md numbers them. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.Random.class)
class OneEventWalkTest {

  /** Whose samples are posted, each one event. */
  private static final String[] FEEDS = {"call", "sms", "campaign"};

  @TempDir static Path directory;
  private static Street street;

  @BeforeAll
  static void open() throws Exception {
    street = new Street(directory).open();
  }

  @AfterAll
  static void close() {
    street.close();
  }

  @Test
  void theThirteenSteps() {
    // 1 Exotel posts the terminal callback, twice; 2, 3, 4, 5, 6: read, stored, answered 200
    byte[] body = form("walk", "terminal", "completed", "completed", "2025-11-12 14:30:45");
    assertThat(street.post("call", "application/x-www-form-urlencoded", body)).isEqualTo(200);
    assertThat(street.post("call", "application/x-www-form-urlencoded", body)).isEqualTo(200);

    // 5 both stand on webhooks, with their raw bytes
    List<GenericRecord> webhooks = of("walk", street.topics.webhooks, 2);
    assertThat(webhooks).allMatch(event -> event.get("raw").equals(java.nio.ByteBuffer.wrap(body)));
    // 7 the second is a duplicate, and names the first
    GenericRecord duplicate = of("walk", street.topics.webhooksDuplicates, 1).get(0);
    GenericRecord first = (GenericRecord) duplicate.get("first");
    GenericRecord copy = (GenericRecord) duplicate.get("copy");
    assertThat((Long) first.get("offset")).isLessThan((Long) copy.get("offset"));
    // 8 one interaction event, one state
    assertThat(of("walk", street.topics.interactions, 1)).hasSize(1);
    GenericRecord state = of("walk", street.topics.interactionStates, 1).get(0);
    assertThat(state.get("status").toString()).isEqualTo("completed");
    // 9 it counts in a minute
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(connected("all")).isGreaterThanOrEqualTo(1));
    // 11, 12 the CRM has it once, under its idempotency key
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(crm("walk")).hasSize(1));
    CrmRequest request = street.crm.bySid("walk").get(0);
    assertThat(request.header("Idempotency-Key")).hasValue(crm("walk").get(0).get("id").asText());
    // 13 the receipt is there: the delivery is done and will be committed
    assertThat(of("walk", street.topics.crmReceipts, 1).get(0).get("outcome").toString())
        .isEqualTo("delivered");
  }

  @Test
  void everyOrderOfACallEndsEquallyAndCountsOnce() {
    long before = connected("campaign:orders");
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int i = 0; i < orders.length; i++) {
      List<byte[]> posts =
          List.of(
              form("order" + i, "answered", "in-progress", "", "2025-11-12 14:25:16"),
              form("order" + i, "answered", "in-progress", "in-progress", "2025-11-12 14:25:24"),
              form("order" + i, "terminal", "completed", "completed", "2025-11-12 14:30:45"));
      for (int next : orders[i]) {
        String type = "application/x-www-form-urlencoded";
        assertThat(street.post("call", type, posts.get(next), "campaign_id=orders")).isEqualTo(200);
      }
    }
    Set<String> ends = new HashSet<>();
    for (int i = 0; i < orders.length; i++) {
      List<GenericRecord> states = of("order" + i, street.topics.interactionStates, 3);
      GenericRecord last = states.get(2);
      assertThat((List<?>) last.get("history")).hasSize(3);
      ends.add(last.get("status") + " " + last.get("legs") + " " + last.get("talk_seconds"));
    }
    assertThat(ends).hasSize(1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(connected("campaign:orders") - before).isEqualTo(6));
  }

  @Test
  void everySampleArrivesAndRepeatsChangeNothing() {
    for (ExotelSample sample : ExotelSamples.of(FEEDS)) {
      assertThat(street.post(sample)).as(sample.name()).isEqualTo(200);
    }
    String call = "80bfbec2d78bbbf10fb851f4fa1619bc";
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(last(call).get("status").asText()).isEqualTo("completed");
              assertThat(last(call).get("talk_seconds").asInt()).isEqualTo(320);
              assertThat(last(call).get("legs")).hasSize(2);
              assertThat(last(call).get("customer").asText()).isEqualTo("+919999999992");
              assertThat(last("4c1888cf5d9f430b8dd424dd85aa191f").get("status").asText())
                  .isEqualTo("completed");
              assertThat(last("09f5d1e0c1a94a1b8a7e6a5b4c3d19bc").get("delivered").asBoolean())
                  .isTrue();
              assertThat(last("3d1b8e0a44fb0a2f8e1a7f6c5b4d19bc").get("status").asText())
                  .isEqualTo("completed");
            });
    awaitDrained();
    awaitEveryEventAccountedFor();
    int delivered = street.crm.requests().size();
    int repeats = 3 * ExotelSamples.of(FEEDS).size();
    long before = duplicates();
    for (int i = 0; i < 3; i++) {
      ExotelSamples.of(FEEDS).forEach(sample -> assertThat(street.post(sample)).isEqualTo(200));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(duplicates() - before).isEqualTo(repeats));
    assertThat(street.crm.requests()).hasSize(delivered);
  }

  @Test
  void killingTheProcessorAtAnyMomentLosesAndDuplicatesNothing() throws Exception {
    List<String> sids = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 40; i++) {
        String sid = "kill-" + round + "-" + i;
        sids.add(sid);
        postCall(sid);
        if (i == 10 * round % 40) {
          street.killProcessor(); // with posts before it under way, and those after it to come
        }
      }
      street.startProcessor();
    }
    for (String sid : sids) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(statuses(sid)).hasSize(3));
    }
    Map<String, Integer> events = new HashMap<>();
    try (TopicReader reader = street.reader(street.topics.crmEvents)) {
      reader.values().forEach(event -> events.merge(event.get("id").toString(), 1, Integer::sum));
    }
    assertThat(events.values()).containsOnly(1);
    Set<String> steps = new TreeSet<>();
    try (TopicReader reader = street.reader(street.topics.interactions)) {
      for (ConsumerRecord<String, GenericRecord> record : reader.records()) {
        String step = record.key() + " " + record.value().get("step");
        assertThat(steps.add(step) || !record.key().startsWith("kill-")).as(step).isTrue();
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(connected("campaign:kill")).isEqualTo(sids.size()));
    awaitEveryEventAccountedFor();
  }

  private static void postCall(String sid) {
    String type = "application/x-www-form-urlencoded";
    for (byte[] body :
        List.of(
            form(sid, "answered", "in-progress", "", "2025-11-12 14:25:16"),
            form(sid, "answered", "in-progress", "in-progress", "2025-11-12 14:25:24"),
            form(sid, "terminal", "completed", "completed", "2025-11-12 14:30:45"))) {
      assertThat(street.post("call", type, body, "campaign_id=kill")).isEqualTo(200);
    }
  }

  private static List<String> statuses(String sid) {
    return crm(sid).stream().map(event -> event.get("status").asText()).toList();
  }

  private static void awaitDrained() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              try (TopicReader events = street.reader(street.topics.crmEvents);
                  TopicReader receipts = street.reader(street.topics.crmReceipts)) {
                assertThat(receipts.values()).hasSameSizeAs(events.values());
              }
            });
  }

  /** In every minute of receipt as many steps were accepted as events have come to the CRM. */
  private static void awaitEveryEventAccountedFor() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, GenericRecord> minutes = minutes("source:exotel");
              assertThat(minutes).isNotEmpty();
              assertThat(minutes.values())
                  .allSatisfy(
                      minute ->
                          assertThat(sum(minute, "crm_delivered", "crm_dead"))
                              .isEqualTo(
                                  sum(minute, "steps_advanced", "steps_late", "steps_amended")));
            });
  }

  private static long sum(GenericRecord window, String... counts) {
    return Stream.of(counts).mapToLong(count -> (Long) window.get(count)).sum();
  }

  private static long duplicates() {
    try (TopicReader reader = street.reader(street.topics.webhooksDuplicates)) {
      return reader.values().size();
    }
  }

  private static long connected(String scope) {
    return minutes(scope).values().stream()
        .mapToLong(minute -> sum(minute, "calls_connected"))
        .sum();
  }

  /** The newest of each. */
  private static Map<String, GenericRecord> minutes(String scope) {
    Map<String, GenericRecord> newest = new HashMap<>();
    try (TopicReader reader = street.reader(street.topics.rates)) {
      reader
          .values(window -> window.get("scope").toString().equals(scope))
          .forEach(window -> newest.put(window.get("minute").toString(), window));
    }
    return newest;
  }

  private static List<GenericRecord> of(String sid, sidstream.schemas.Topic<?> topic, int count) {
    try (TopicReader reader = street.reader(topic)) {
      await().atMost(PATIENCE).until(() -> reader.values(value -> is(sid, value)).size() >= count);
      return reader.values(value -> is(sid, value));
    }
  }

  private static boolean is(String sid, GenericRecord value) {
    return value.get("sid").toString().equals(sid);
  }

  private static List<JsonNode> crm(String sid) {
    return street.crm.bySid(sid).stream().map(CrmRequest::json).toList();
  }

  private static JsonNode last(String sid) {
    List<JsonNode> events = crm(sid);
    assertThat(events).as("events of " + sid).isNotEmpty();
    return events.get(events.size() - 1);
  }

  private static byte[] form(
      String sid, String type, String status, String secondLeg, String updated) {
    boolean ended = type.equals("terminal");
    return ("CallSid=%s&EventType=%s&Status=%s&DateUpdated=%s&From=09999999991&To=09999999992"
            + "&PhoneNumberSid=08099999980&Direction=outbound-api&ConversationDuration=%s"
            + "&Legs%%5B0%%5D%%5BStatus%%5D=%s&Legs%%5B1%%5D%%5BStatus%%5D=%s")
        .formatted(
            sid,
            type,
            status,
            updated.replace(" ", "+").replace(":", "%3A"),
            ended ? "320" : "",
            ended ? "completed" : "in-progress",
            secondLeg)
        .getBytes(UTF_8);
  }
}
