// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ActivitiesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");

  private final Activities activities = new Activities(3, 100);

  @Test
  void aRepeatIsCountedAndOtherwiseForgotten() throws Exception {
    assertThat(accept("k1", "c1", "call", "in-progress", 1)).isTrue();
    assertThat(accept("k1", "c1", "call", "completed", 2)).isFalse();

    assertThat(activities.totals()).isEqualTo(new Totals(1, 1, 1));
    assertThat(outcomes().calls()).containsExactly(Map.entry("in-progress", 1L));
  }

  @Test
  void theHigherRevisionStandsWhateverComesLast() throws Exception {
    accept("k2", "c1", "call", "completed", 2);
    accept("k1", "c1", "call", "in-progress", 1);

    assertThat(outcomes().calls()).containsExactly(Map.entry("completed", 1L));
    assertThat(activities.totals()).isEqualTo(new Totals(2, 0, 1));
  }

  @Test
  void theOldestAreForgottenAndTheTotalsAreNot() throws Exception {
    accept("k1", "c1", "call", "busy", 1);
    accept("k2", "c2", "call", "busy", 1);
    accept("k3", "c3", "call", "busy", 1);
    accept("k4", "c1", "call", "completed", 2); // heard of again: now the newest
    accept("k5", "c4", "call", "busy", 1);

    assertThat(activities.snapshot(NOW).latest())
        .extracting(Activity::sid)
        .containsExactly("c4", "c1", "c3");
    assertThat(activities.totals().sids()).isEqualTo(4);
  }

  @Test
  void keysAreBoundedToo() throws Exception {
    Activities forgetful = new Activities(3, 1);
    JsonNode event = json("{'sid':'c1','type':'call','status':'busy'}");
    forgetful.accept("k1", event, NOW);
    forgetful.accept("k2", event, NOW);
    assertThat(forgetful.accept("k1", event, NOW)).isTrue();
  }

  @Test
  void aSentMessageIsDeliveredOnlyWithAHandsetReceipt() throws Exception {
    assertThat(outcome("{'type':'sms','status':'sent','delivered':true}")).isEqualTo("delivered");
    assertThat(outcome("{'type':'sms','status':'sent','detailed_code':20005}"))
        .isEqualTo("delivered");
    assertThat(outcome("{'type':'sms','status':'sent','delivered':null,'detailed_code':20006}"))
        .isEqualTo("accepted");
    assertThat(outcome("{'type':'sms','status':'failed-dnd','delivered':false}"))
        .isEqualTo("failed");
    assertThat(outcome("{'type':'sms','status':'queued'}")).isEqualTo("queued");
    assertThat(outcome("{'type':'call'}")).isEqualTo("unknown");
  }

  @Test
  void arrivalsAreCountedBySecondOverTheLastMinute() {
    Arrivals arrivals = new Arrivals();
    arrivals.count(NOW.minusSeconds(70));
    arrivals.count(NOW.minusSeconds(60));
    arrivals.count(NOW.minusSeconds(1));
    arrivals.count(NOW.minusSeconds(1));
    arrivals.count(NOW);

    List<Integer> minute = arrivals.lastMinute(NOW);
    assertThat(minute).hasSize(60).startsWith(1, 0).endsWith(0, 2);
    assertThat(minute.stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
  }

  @Test
  void outcomesAddUp() {
    Outcomes one =
        new Outcomes(new TreeMap<>(Map.of("busy", 1L)), new TreeMap<>(Map.of("failed", 2L)));
    Outcomes other =
        new Outcomes(new TreeMap<>(Map.of("busy", 2L, "completed", 1L)), new TreeMap<>());
    assertThat(one.plus(other))
        .isEqualTo(
            new Outcomes(
                new TreeMap<>(Map.of("busy", 3L, "completed", 1L)),
                new TreeMap<>(Map.of("failed", 2L))));
  }

  private boolean accept(String key, String sid, String type, String status, int revision)
      throws Exception {
    String event = "{'sid':'%s','type':'%s','status':'%s','revision':%d}";
    return activities.accept(key, json(event.formatted(sid, type, status, revision)), NOW);
  }

  private Outcomes outcomes() {
    return activities.snapshot(NOW).outcomes();
  }

  private static String outcome(String json) throws Exception {
    return new Activity(json(json), NOW, 1).outcome();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
