// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.whatsapp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.HistoryStep;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.ReconcileRequest;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;

/** What becomes of an interaction of which nothing more comes. */
class SilenceTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TO_ASK = Duration.ofHours(2);

  @AutoClose private final Rig rig = new Rig();

  @Test
  void aCallWithoutAnEndIsAskedForOnce() {
    rig.post(answered("c", 1, 0));
    rig.pass(TO_ASK.minus(SECOND));
    assertThat(rig.read(rig.topics.reconcileRequests)).isEmpty();
    rig.pass(SECOND);
    rig.pass(SECOND);

    assertThat(rig.output(rig.topics.reconcileRequests).readRecordsToList())
        .singleElement()
        .satisfies(
            record -> {
              ReconcileRequest request = record.value();
              assertThat(record.key()).isEqualTo("c");
              assertThat(request.getSource()).isEqualTo("exotel");
              assertThat(request.getKind()).isEqualTo("call");
              assertThat(request.getStatus()).isEqualTo("in-progress");
              assertThat(request.getRequestedAt()).isEqualTo(TEN.plus(TO_ASK));
              assertThat(request.getAnswerUntil()).isEqualTo(TEN.plus(TO_ASK).plus(HOUR));
            });
  }

  @Test
  void whereNothingComesItIsDeclaredUnfinished() {
    rig.post(answered("c", 1, 0));
    rig.pass(TO_ASK);
    rig.pass(HOUR.minus(SECOND));
    assertThat(last(rig.read(rig.topics.interactionStates)).getTerminal()).isFalse();
    rig.read(rig.topics.crmEvents);
    rig.pass(SECOND);

    InteractionEvent event = last(rig.read(rig.topics.interactions));
    assertThat(event.getTransition()).isEqualTo("unfinished");
    assertThat(event.getStatus()).isEqualTo("unfinished");
    assertThat(event.getReceivedAt()).isEqualTo(TEN.plus(TO_ASK).plus(HOUR));
    InteractionState state = last(rig.read(rig.topics.interactionStates));
    assertThat(state.getTerminal()).isTrue();
    assertThat(state.getReached()).isNull();
    assertThat(state.getOutcomeMinute()).isEqualTo(TEN.plus(TO_ASK).plus(HOUR));
    assertThat(state.getLastReceivedAt()).isEqualTo(TEN);
    assertThat(state.getHistory())
        .extracting(HistoryStep::getStep)
        .containsExactly("answered:1", "unfinished");
    assertThat(rig.read(rig.topics.crmEvents)).isEmpty();
  }

  @Test
  void anEndThatComesAfterAllIsACorrectionInTheMinuteOfTheDeclaration() {
    rig.post(answered("c", 1, 0));
    rig.pass(TO_ASK);
    rig.pass(HOUR);
    WebhookEvent end = terminal("c", "completed", 65);
    rig.post(end, TEN.plus(Duration.ofHours(4)), null);
    rig.pass(SECOND);

    InteractionState state = last(rig.read(rig.topics.interactionStates));
    assertThat(state.getStatus()).isEqualTo("completed");
    assertThat(state.getRevision()).isEqualTo(3);
    assertThat(state.getOutcomeMinute()).isEqualTo(TEN.plus(TO_ASK).plus(HOUR));
    RateWindow window = rig.rates().get("all@" + TEN.plus(TO_ASK).plus(HOUR));
    assertThat(window.getCallsConnected()).isEqualTo(1);
    assertThat(window.getCallsAttempted()).isEqualTo(1);
    assertThat(last(rig.read(rig.topics.crmEvents)).getStatus()).isEqualTo("completed");
  }

  @Test
  void whatHasAnEndIsNotAskedFor() {
    rig.post(answered("c", 1, 0), terminal("c", "busy", 9), sms("s", "sent", 20006, null));
    passHours(30);

    assertThat(rig.read(rig.topics.reconcileRequests)).isEmpty();
  }

  @Test
  void aReportAfterTheRequestIsWaitedForAnew() {
    rig.post(answered("c", 1, 0));
    rig.pass(TO_ASK);
    rig.post(answered("c", 2, 9));
    passHours(1);
    assertThat(rig.read(rig.topics.reconcileRequests)).hasSize(1);
    passHours(1);
    assertThat(rig.read(rig.topics.reconcileRequests)).hasSize(1);
    assertThat(last(rig.read(rig.topics.interactionStates)).getTerminal()).isFalse();
    passHours(1);

    assertThat(last(rig.read(rig.topics.interactionStates)).getStatus()).isEqualTo("unfinished");
  }

  @Test
  void aMessageMayTakeADay() {
    rig.post(sms("s", "submitted", 21020, null), whatsapp("m", "sent", 30001, null));
    passHours(23);
    assertThat(rig.read(rig.topics.reconcileRequests)).isEmpty();
    passHours(2);

    assertThat(rig.read(rig.topics.reconcileRequests))
        .extracting(ReconcileRequest::getKind)
        .containsExactlyInAnyOrder("sms", "message");
  }

  @Test
  void aCampaignMayTakeWeeks() {
    rig.post(Events.campaign("k", "in-progress", 0));
    passHours(7 * 24);

    assertThat(rig.read(rig.topics.reconcileRequests)).isEmpty();
    assertThat(rig.stored("exotel:k")).isNotNull();
  }

  @Tag("slow")
  @Test
  void aLookIsBoundedAndTheNextGoesOn() {
    int sids = 2_500;
    for (int i = 0; i < sids; i++) {
      rig.post(answered("c" + i, 1, 0));
    }
    List<Integer> asked = new ArrayList<>();
    rig.pass(TO_ASK);
    for (int look = 0; look < 4; look++) {
      asked.add(rig.read(rig.topics.reconcileRequests).size());
      rig.pass(SECOND);
    }

    assertThat(asked).containsExactly(1000, 1000, 500, 0);
    assertThat(rig.count(Names.AGENDA_STORE)).isGreaterThan(0);
  }

  @Test
  void aSidIsForgottenAfterItsTimeToLiveAndItsEntryWithIt() {
    rig.post(terminal("c", "busy", 9), answered("open", 1, 0));
    rig.pass(Duration.ofHours(3));
    rig.post(terminal("c", "busy", 9));
    rig.pass(Duration.ofDays(8).minusHours(3));
    rig.pass(SECOND);
    assertThat(rig.stored("exotel:c")).as("a copy keeps it").isNotNull();
    rig.pass(Duration.ofHours(3));
    rig.pass(SECOND);

    assertThat(rig.stored("exotel:c")).isNull();
    assertThat(rig.stored("exotel:open")).isNull();
    assertThat(rig.driver.getKeyValueStore(Names.AGENDA_STORE).all().hasNext()).isFalse();
  }

  private void passHours(int hours) {
    for (int i = 0; i < hours; i++) {
      rig.pass(HOUR);
    }
  }

  private static <V> V last(List<V> values) {
    return values.get(values.size() - 1);
  }
}
