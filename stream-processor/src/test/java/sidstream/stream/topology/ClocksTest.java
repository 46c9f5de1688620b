// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.again;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.withContent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.WebhookEvent;

/** Neither a wrong clock nor a replay changes a number or hides a duplicate. */
class ClocksTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration ON_THE_WAY = Duration.ofMillis(40);

  /** Calls over several minutes, one of them amended; three records are repeats. */
  private static List<WebhookEvent> traffic() {
    List<WebhookEvent> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int start = 5 + 50 * i;
      events.add(answered("c" + i, 1, start));
      events.add(terminal("c" + i, i % 3 == 0 ? "busy" : "completed", start + 20));
      events.add(campaignCall("c" + i, "k" + i % 2, i % 3 == 0 ? "busy" : "completed", start + 21));
    }
    events.add(again(events.get(1)));
    events.add(again(events.get(4)));
    events.add(again(events.get(8)));
    events.add(withContent(terminal("c0", "completed", 26), "00000000000000aa"));
    events.add(sms("s", "sent", 20005, true));
    return events;
  }

  @ParameterizedTest
  @ValueSource(longs = {-7200, 7200, -10L * 365 * 86_400, 10L * 365 * 86_400})
  void aClockOfTheGatewayThatStepsMovesNothing(long step) throws Exception {
    Map<String, RateWindow> right;
    try (Rig rig = new Rig()) {
      traffic().forEach(event -> post(rig, event, Duration.ZERO));
      rig.pass(SECOND);
      right = rig.rates();
    }
    try (Rig rig = new Rig()) {
      List<WebhookEvent> events = traffic();
      for (int i = 0; i < events.size(); i++) {
        post(rig, events.get(i), i % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(step));
      }
      rig.pass(SECOND);

      assertThat(right).hasSizeGreaterThan(5);
      assertThat(rig.rates()).isEqualTo(right);
      assertThat(rig.read(rig.topics.webhooksDuplicates)).hasSize(3);
      rig.pass(Duration.ofMinutes(119));
      assertThat(rig.stored("exotel:c0")).isNotNull();
      assertThat(rig.read(rig.topics.reconcileRequests)).isEmpty();
    }
  }

  @Test
  void oneRecordTenYearsAheadChangesNoOtherNumberAndHidesNoDuplicate() throws Exception {
    Instant farAhead = TEN.plus(Duration.ofDays(3650));
    try (Rig rig = new Rig()) {
      traffic().forEach(event -> post(rig, event, Duration.ZERO));
      WebhookEvent ahead =
          WebhookEvent.newBuilder(terminal("ahead", "failed", 6)).setReceivedAt(farAhead).build();
      rig.post(ahead, TEN.plusSeconds(6), null);
      rig.post(again(terminal("c1", "completed", 75)));
      rig.pass(SECOND);

      Map<String, RateWindow> rates = rig.rates();
      assertThat(rates).containsKey("all@" + TEN);
      assertThat(rates.get("all@" + TEN).getCallsFailed()).isEqualTo(1);
      assertThat(rates.values())
          .extracting(RateWindow::getMinute)
          .allMatch(minute -> minute.isBefore(TEN.plusSeconds(600)));
      assertThat(rig.read(rig.topics.webhooksDuplicates)).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -7200, 7200})
  void whatWaitedOnDiskCountsWhenItWasReceived(long clockOff) throws Exception {
    Duration waited = Duration.ofHours(3);
    Instant shown = TEN.plusSeconds(9 + clockOff);
    WebhookEvent event =
        WebhookEvent.newBuilder(terminal("c", "busy", 9)).setReceivedAt(shown).build();
    try (Rig rig = new Rig()) {
      rig.post(event, TEN.plusSeconds(9).plus(waited), shown.plus(waited));
      rig.pass(SECOND);

      assertThat(rig.rates().keySet())
          .contains("all@" + TEN)
          .allMatch(key -> key.endsWith("@" + TEN));
    }
  }

  @Test
  void aReplayByTheReadPositionChangesNothing() throws Exception {
    try (Rig before = new Rig();
        Rig replay = new Rig()) {
      List<WebhookEvent> events = traffic();
      events.forEach(event -> post(before, event, Duration.ZERO));
      before.pass(SECOND);
      Map<String, RateWindow> right = before.rates();
      replay.takeOver(before);
      events.forEach(event -> post(replay, event, Duration.ZERO));
      replay.pass(SECOND);

      assertThat(right).isNotEmpty();
      assertThat(replay.read(replay.topics.rates)).isEmpty();
      assertThat(replay.read(replay.topics.interactions)).isEmpty();
      assertThat(replay.read(replay.topics.crmEvents)).isEmpty();
      assertThat(replay.read(replay.topics.webhooksDuplicates)).isEmpty();
      post(replay, again(events.get(1)), Duration.ZERO);
      assertThat(replay.read(replay.topics.webhooksDuplicates)).hasSize(1);
    }
  }

  @Test
  void aReplayByAppendingEverythingAgainIsAllDuplicates() throws Exception {
    try (Rig rig = new Rig()) {
      List<WebhookEvent> events = traffic();
      events.forEach(event -> post(rig, event, Duration.ZERO));
      rig.pass(Duration.ofDays(7));
      Map<String, RateWindow> right = rig.rates();
      rig.read(rig.topics.webhooksDuplicates);
      events.forEach(event -> rig.post(again(event), TEN.plus(Duration.ofDays(7)), null));
      rig.pass(SECOND);

      Map<String, RateWindow> after = rig.rates();
      assertThat(after).isNotEmpty();
      after.forEach(
          (minute, window) ->
              assertThat(withoutDuplicates(window))
                  .isEqualTo(withoutDuplicates(right.getOrDefault(minute, nothing(window)))));
      assertThat(rig.read(rig.topics.webhooksDuplicates)).hasSize(events.size());
    }
  }

  /** A campaign that a Sid became known for only later has minutes of duplicates alone. */
  private static RateWindow nothing(RateWindow window) {
    return RateWindow.newBuilder()
        .setScope(window.getScope())
        .setMinute(window.getMinute())
        .setRevision(0)
        .build();
  }

  /** What was counted of a minute beside them. */
  private static RateWindow withoutDuplicates(RateWindow window) {
    return RateWindow.newBuilder(window).setDuplicates(0).setDuplicateShare(null).build();
  }

  /** As a gateway sends it whose clock is off by so much. */
  private static void post(Rig rig, WebhookEvent event, Duration off) {
    Instant received = event.getReceivedAt();
    WebhookEvent shown = WebhookEvent.newBuilder(event).setReceivedAt(received.plus(off)).build();
    rig.post(shown, received.plus(ON_THE_WAY), received.plus(off).plusMillis(10));
  }
}
