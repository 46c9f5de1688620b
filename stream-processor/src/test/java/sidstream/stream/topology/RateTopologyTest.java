// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.again;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.observed;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.popup;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.withContent;
import static sidstream.stream.Events.withQuery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Privacy;

/** From webhooks to the minutes that they count in. */
class RateTopologyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @AutoClose private final Rig rig = new Rig();

  @Test
  void everyOrderEndsInTheSameStateWithThreeStepsAndOneCountedCall() {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    Set<String> ends = new HashSet<>();
    for (int i = 0; i < orders.length; i++) {
      String sid = "c" + i;
      List<WebhookEvent> events =
          List.of(answered(sid, 1, 1), answered(sid, 2, 5), terminal(sid, "completed", 65));
      for (int next : orders[i]) {
        rig.post(events.get(next));
      }
      InteractionState state = last(rig.read(rig.topics.interactionStates));
      ends.add(
          List.of(
                  state.getStatus(),
                  state.getLegs(),
                  state.getTalkSeconds(),
                  state.getHistory().stream().map(step -> step.getStep()).toList(),
                  state.getRevision())
              .toString());
    }
    rig.pass(SECOND);

    assertThat(ends).hasSize(1);
    RateWindow window = total("all");
    assertThat(window.getCallsConnected()).isEqualTo(6);
    assertThat(window.getCallsAttempted()).isEqualTo(6);
  }

  @Test
  void anAmendmentIsForwardedAndCountsOnceInItsFirstMinute() {
    rig.post(terminal("c", "no-answer", 9));
    rig.pass(SECOND);
    rig.post(withContent(terminal("c", "completed", 130), "00000000000000aa"));
    rig.pass(SECOND);

    assertThat(rig.read(rig.topics.crmEvents)).hasSize(2);
    List<RateWindow> windows = rig.read(rig.topics.rates);
    RateWindow window = last(windows.stream().filter(next -> isOf("all", TEN, next)).toList());
    assertThat(window.getCallsNoAnswer()).isZero();
    assertThat(window.getCallsConnected()).isEqualTo(1);
    assertThat(window.getConnectRate()).isEqualTo(1.0);
    assertThat(window.getRevision()).isEqualTo(2);
    RateWindow later = last(windows);
    assertThat(later.getMinute()).isAfter(TEN);
    assertThat(later.getStepsAmended()).isEqualTo(1);
    assertThat(later.getCallsAttempted()).isZero();
  }

  @Test
  void aCampaignThatBecomesKnownLaterStillCounts() {
    rig.post(terminal("c", "completed", 9));
    rig.pass(SECOND);
    rig.post(campaignCall("c", "k", "completed", 8));
    rig.pass(SECOND);

    List<RateWindow> windows = rig.read(rig.topics.rates);
    assertThat(windows)
        .filteredOn(window -> window.getCallsConnected() > 0)
        .extracting(RateWindow::getScope)
        .containsOnly("all", "source:exotel", "exophone:" + Events.EXOPHONE, "campaign:k");
    assertThat(windows).extracting(RateWindow::getCallsConnected).containsOnly(1L);
  }

  @Test
  void theDeliveryRateIsOfMessagesWhoseFateIsKnown() {
    rig.post(
        sms("s1", "sent", 20005, true),
        sms("s2", "sent", 20006, null),
        sms("s3", "failed-dnd", 23005, false));
    rig.pass(SECOND);

    RateWindow window = total("all");
    assertThat(window.getSmsEnded()).isEqualTo(3);
    assertThat(window.getDeliveryRate()).isEqualTo(0.5);
    assertThat(window.getConnectRate()).isNull();
  }

  @Test
  void aCallWithFlowAndPopupsEndsAsItsStatusCallbackSaysAndCountsOnce() {
    List<WebhookEvent> events =
        List.of(
            popup("c", "dial", "ringing", 2),
            passthru("c", "completed", "completed", 90),
            answered("c", 1, 1),
            terminal("c", "no-answer", 65));
    for (int first = 0; first < events.size(); first++) {
      String sid = "c" + first;
      for (int i = 0; i < events.size(); i++) {
        WebhookEvent next = events.get((first + i) % events.size());
        rig.post(WebhookEvent.newBuilder(next).setSid(sid).build());
      }
      CrmEvent event = last(rig.read(rig.topics.crmEvents));
      assertThat(event.getStatus()).isEqualTo("no-answer");
      assertThat(event.getTalkSeconds()).isZero();
      assertThat(event.getCustomer()).isEqualTo(Events.CUSTOMER);
    }
    rig.pass(SECOND);

    RateWindow window = total("all");
    assertThat(window.getCallsNoAnswer()).isEqualTo(4);
    assertThat(window.getCallsAttempted()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heartbeat", "allocation"})
  void whatIsNoInteractionIsObservedOnly(String kind) {
    rig.post(observed(kind), observed(kind));
    rig.pass(SECOND);

    assertThat(rig.read(rig.topics.interactions)).isEmpty();
    assertThat(rig.read(rig.topics.interactionStates)).isEmpty();
    assertThat(rig.read(rig.topics.crmEvents)).isEmpty();
    assertThat(rig.read(rig.topics.webhooksDuplicates)).isEmpty();
    assertThat(rig.read(rig.topics.webhooksQuarantine)).isEmpty();
    RateWindow window = total("all");
    assertThat(window.getObserved()).isEqualTo(2);
    assertThat(window.getCallSteps()).isZero();
    assertThat(window.getCallsAttempted()).isZero();
  }

  @Test
  void aCampaignThatIsANumberIsCountedUnderItsToken() {
    rig.post(withQuery(terminal("c", "busy", 9), Map.of("campaign", "99999 99992")));
    rig.pass(SECOND);

    String token = new Privacy("key").token("99999 99992");
    assertThat(total("campaign:" + token).getCallsBusy()).isEqualTo(1);
    assertThat(last(rig.read(rig.topics.interactions)).getCampaign()).isEqualTo(token);
    assertThat(last(rig.read(rig.topics.crmEvents)).getCampaign()).isEqualTo(token);
  }

  @Test
  void anEventTenYearsAheadForgetsNobodyElse() {
    rig.post(terminal("c", "busy", 9));
    WebhookEvent ahead = terminal("ahead", "busy", 10 * 365 * 86_400);
    rig.post(ahead, TEN.plusSeconds(10), null);
    rig.pass(Duration.ofSeconds(2));
    rig.post(again(terminal("c", "busy", 9)));

    assertThat(rig.read(rig.topics.webhooksDuplicates)).hasSize(1);
    assertThat(total("all").getMinute()).isEqualTo(TEN);
  }

  @Test
  void aMinuteThatIsForgottenIsNotBegunAgain() {
    rig.post(terminal("c", "busy", 9));
    rig.pass(SECOND);
    assertThat(total("all").getCallsBusy()).isEqualTo(1);
    Duration almost = Duration.ofDays(9).minus(SECOND.multipliedBy(2));
    rig.pass(almost);
    rig.post(terminal("in-time", "busy", 9), TEN.plus(almost), null);
    rig.pass(SECOND);
    assertThat(total("all").getCallsBusy()).isEqualTo(2);

    rig.pass(SECOND.multipliedBy(2));
    rig.post(terminal("too-late", "busy", 9), TEN.plus(almost), null);
    rig.pass(SECOND);
    assertThat(rig.read(rig.topics.rates)).isEmpty();
    assertThat(rig.ops.scrape()).contains("sidstream_rates_too_old_total 3.0");
  }

  private static boolean isOf(String scope, Instant minute, RateWindow window) {
    return window.getScope().equals(scope) && window.getMinute().equals(minute);
  }

  private RateWindow total(String scope) {
    return last(
        rig.read(rig.topics.rates).stream()
            .filter(window -> window.getScope().equals(scope))
            .toList());
  }

  private static <V> V last(List<V> values) {
    return values.get(values.size() - 1);
  }
}
