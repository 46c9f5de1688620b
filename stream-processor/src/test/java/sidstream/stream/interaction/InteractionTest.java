// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.again;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.popup;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.timed;
import static sidstream.stream.Events.whatsapp;
import static sidstream.stream.Events.withContent;
import static sidstream.stream.Events.withQuery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import sidstream.schemas.Status;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.Duplicate;
import sidstream.stream.interaction.Transition.How;
import sidstream.stream.interaction.Transition.Replayed;
import sidstream.stream.rates.Increments;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Outcome;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;

class InteractionTest {

  private static final Instant APPENDED = Events.TEN.plusSeconds(3600);

  @Test
  void twoLegsAndTheEndAreThreeSteps() {
    Interaction call =
        fold(answered("c", 1, 1), answered("c", 2, 5), terminal("c", "completed", 65));

    assertThat(call.status()).isEqualTo(Status.COMPLETED);
    assertThat(call.history())
        .extracting(PastStep::name)
        .containsExactly("answered:1", "answered:2", "terminal");
    assertThat(call.details().legs()).hasSize(2);
    assertThat(call.details().course().talkSeconds()).isEqualTo(60);
    assertThat(call.reached()).isTrue();
  }

  @Test
  void aRepeatWithTheSameContentChangesNothing() {
    Interaction once = fold(terminal("c", "completed", 65));
    Transition second = once.accept(step(again(terminal("c", "completed", 65)), 7));

    assertThat(second).isInstanceOf(Duplicate.class);
    assertThat(((Duplicate) second).firstOffset()).isZero();
    assertThat(second.after().story()).isEqualTo(once.story());
    assertThat(second.after().steps()).isEqualTo(once.steps());
  }

  @Test
  void theVeryRecordReadAgainIsNoDuplicate() {
    WebhookEvent event = terminal("c", "completed", 65);
    Interaction once = Interaction.begin(step(event, 3)).after();

    assertThat(once.accept(step(event, 3))).isInstanceOf(Replayed.class);
    assertThat(once.accept(step(again(event), 4))).isInstanceOf(Duplicate.class);
  }

  @Test
  void aStepBelowTheTopIsLateAndTheStatusStays() {
    Interaction ended = fold(terminal("c", "completed", 65));
    Accepted late = (Accepted) ended.accept(step(answered("c", 1, 1), 1));

    assertThat(late.how()).isEqualTo(How.LATE);
    assertThat(late.after().status()).isEqualTo(Status.COMPLETED);
    assertThat(late.after().history()).hasSize(2);
  }

  @Test
  void aStepOfTheSameSecondAndRankIsNotLate() {
    Interaction ended = fold(terminal("c", "completed", 65));
    Accepted other = (Accepted) ended.accept(step(campaignCall("c", "k", "completed", 65), 1));

    assertThat(other.how()).isEqualTo(How.ADVANCED);
  }

  @Test
  void aRepeatWithOtherContentIsAnAmendmentAndAddsNoStep() {
    Interaction once = fold(terminal("c", "no-answer", 65));
    WebhookEvent other = withContent(terminal("c", "completed", 66), "00000000000000aa");
    Accepted amended = (Accepted) once.accept(step(other, 1));

    assertThat(amended.how()).isEqualTo(How.AMENDED);
    assertThat(amended.after().status()).isEqualTo(Status.COMPLETED);
    assertThat(amended.after().history()).hasSize(1);
    assertThat(amended.after().revision()).isEqualTo(2);
  }

  @Test
  void contentsThatTakeTurnsAreAmendmentsOnce() {
    WebhookEvent one = terminal("c", "completed", 65);
    WebhookEvent other = withContent(one, "00000000000000aa");
    Interaction both = fold(one, other);

    assertThat(both.accept(step(again(one), 2))).isInstanceOf(Duplicate.class);
    assertThat(both.accept(step(again(other), 3))).isInstanceOf(Duplicate.class);
  }

  @Test
  void whatIsMissingInALaterReportIsNotErased() {
    Interaction call =
        fold(terminal("c", "completed", 65), campaignCall("c", "k", "completed", 70));

    assertThat(call.details().course().recordingUrl()).isEqualTo(Events.RECORDING);
    assertThat(call.details().parties().campaign()).isEqualTo("k");
  }

  @Test
  void aHandsetReceiptStandsAboveAnOperatorsOfTheSameSecond() {
    Interaction handsetFirst = fold(sms("s", "sent", 20005, true), sms("s", "sent", 20006, null));
    Interaction operatorFirst = fold(sms("s", "sent", 20006, null), sms("s", "sent", 20005, true));

    assertThat(handsetFirst.reached()).isTrue();
    assertThat(operatorFirst.reached()).isTrue();
  }

  @Test
  void aReadReceiptStandsAboveADeliveryOfTheSameSecond() {
    WebhookEvent read = withContent(whatsapp("w", "read", 30003, true), "0000000000000001");
    WebhookEvent delivered =
        withContent(whatsapp("w", "delivered", 30002, true), "ffffffffffffffff");

    assertThat(fold(read, delivered).status()).isEqualTo(Status.READ);
    assertThat(fold(delivered, read).status()).isEqualTo(Status.READ);
  }

  @Property(tries = 1000)
  void whatAFlowTellsNeverSpoilsAStatusCallback(
      @ForAll Random random, @ForAll("outcomes") String outcome) {
    List<WebhookEvent> all =
        new ArrayList<>(
            List.of(
                passthru("c", "call-attempt", "in-progress", 1),
                popup("c", "dial", "ringing", 2),
                popup("c", "answered", "in-progress", 3),
                popup("c", "terminal", "unknown", 90),
                passthru("c", "incomplete", "no-answer", 91),
                passthru("c", "completed", "completed", 92),
                answered("c", 1, 1),
                answered("c", 2, 5),
                terminal("c", outcome, 65)));
    Collections.shuffle(all, random);

    Interaction call = fold(all.toArray(WebhookEvent[]::new));
    Interaction alone = fold(answered("c", 1, 1), answered("c", 2, 5), terminal("c", outcome, 65));

    assertThat(call.status()).isEqualTo(alone.status());
    assertThat(call.details().legs()).isEqualTo(alone.details().legs());
    assertThat(call.details().course().talkSeconds())
        .isEqualTo(alone.details().course().talkSeconds());
    assertThat(call.details().parties().customer()).isEqualTo(Events.CUSTOMER);
    assertThat(call.history()).hasSize(9);
  }

  @Provide
  Arbitrary<String> outcomes() {
    return Arbitraries.of("completed", "busy", "no-answer", "failed", "canceled");
  }

  @Test
  void aStatusCallbackWithoutATimeStandsAboveAFlow() {
    WebhookEvent bare =
        WebhookEvent.newBuilder(terminal("c", "busy", 1)).setOccurredAt(null).build();
    WebhookEvent flow = passthru("c", "completed", "completed", 92);

    assertThat(fold(bare, flow).status()).isEqualTo(Status.BUSY);
    assertThat(fold(flow, bare).status()).isEqualTo(Status.BUSY);
  }

  @Test
  void aFlowAloneTellsTheOutcomeAndItsBestOneStands() {
    WebhookEvent talked = passthru("c", "completed", "completed", 20);
    WebhookEvent nobody = passthru("c", "incomplete", "no-answer", 90);

    assertThat(fold(nobody).status()).isEqualTo(Status.NO_ANSWER);
    assertThat(fold(talked, nobody).status()).isEqualTo(Status.COMPLETED);
    assertThat(fold(nobody, talked).status()).isEqualTo(Status.COMPLETED);
    assertThat(fold(nobody, talked).reached()).isTrue();
  }

  @Test
  void aMessageIsReadAfterItWasDelivered() {
    WebhookEvent delivered = whatsapp("m", "delivered", 30002, true);
    WebhookEvent read = whatsapp("m", "read", 30003, true);
    WebhookEvent sent = whatsapp("m", "sent", 30001, null);

    assertThat(fold(read, sent, delivered).status()).isEqualTo(Status.READ);
    assertThat(fold(sent).terminal()).isFalse();
    assertThat(fold(sent, delivered).reached()).isTrue();
    assertThat(fold(whatsapp("m", "failed", 30017, false)).reached()).isFalse();
    assertThat(fold(sent, delivered).details().parties().customer()).isEqualTo(Events.CUSTOMER);
  }

  @Test
  void campaignAndLeadOfTheCallbackUrlAreKnown() {
    WebhookEvent event =
        withQuery(terminal("c", "busy", 65), Map.of("Campaign_ID", "k1", "lead_id", "l7"));

    Details.Parties parties = fold(event).details().parties();
    assertThat(parties.campaign()).isEqualTo("k1");
    assertThat(parties.lead()).isEqualTo("l7");
    assertThat(parties.customer()).isEqualTo(Events.CUSTOMER);
    assertThat(parties.exophone()).isEqualTo(Events.EXOPHONE);
  }

  @Test
  void noEventIsFromAfterItsAppend() {
    WebhookEvent ahead = terminal("c", "busy", 10 * 365 * 86_400);

    assertThat(step(ahead, 0).at().receivedAt()).isEqualTo(APPENDED);
  }

  @Property(tries = 3000)
  void theEndDoesNotDependOnOrderOrRepeats(
      @ForAll("histories") List<WebhookEvent> history, @ForAll Random random) {
    List<WebhookEvent> shuffled = new ArrayList<>(history);
    history.stream()
        .filter(event -> random.nextBoolean())
        .map(Events::again)
        .forEach(shuffled::add);
    Collections.shuffle(shuffled, random);

    Interaction one = fold(history.toArray(WebhookEvent[]::new));
    Interaction other = fold(shuffled.toArray(WebhookEvent[]::new));

    assertThat(other.status()).isEqualTo(one.status());
    assertThat(other.statusWord()).isEqualTo(one.statusWord());
    assertThat(other.details()).isEqualTo(one.details());
    assertThat(other.revision()).isEqualTo(one.revision());
    assertThat(other.history())
        .extracting(PastStep::name)
        .containsExactlyInAnyOrderElementsOf(one.history().stream().map(PastStep::name).toList());
  }

  @Property(tries = 2000)
  void eachCallCountsOnceInEachOfItsScopes(@ForAll("histories") List<WebhookEvent> history) {
    Tally all = Tally.ZERO;
    Interaction interaction = null;
    for (int i = 0; i < history.size(); i++) {
      Transition next = accept(interaction, step(history.get(i), i));
      interaction = next.after();
      if (next instanceof Accepted accepted) {
        all =
            all.plus(
                Increments.byScope(Outcome.change("exotel", accepted))
                    .getOrDefault(Scope.ALL, Tally.ZERO));
      }
    }
    assertThat(Metric.CALLS_ATTEMPTED.of(all)).isEqualTo(interaction.terminal() ? 1 : 0);
  }

  @Provide
  Arbitrary<List<WebhookEvent>> histories() {
    Arbitrary<WebhookEvent> answered =
        Combinators.combine(Arbitraries.integers().between(1, 2), seconds())
            .as((leg, second) -> content(answered("c", leg, second)));
    Arbitrary<WebhookEvent> ended =
        Combinators.combine(
                Arbitraries.of("completed", "busy", "no-answer", "failed", "canceled", "odd"),
                seconds())
            .as((status, second) -> content(terminal("c", status, second)));
    Arbitrary<WebhookEvent> campaign =
        Combinators.combine(
                Arbitraries.of("k1", "k2"), Arbitraries.of("completed", "busy"), seconds())
            .as((id, status, second) -> content(campaignCall("c", id, status, second)));
    return Arbitraries.oneOf(answered, ended, campaign).list().ofMinSize(1).ofMaxSize(8);
  }

  /** A fingerprint that is equal exactly where the content is. */
  private static WebhookEvent content(WebhookEvent event) {
    int content =
        List.of(
                event.getStep(),
                event.getStatus(),
                event.getOccurredAt(),
                String.valueOf(event.getCampaign()))
            .hashCode();
    return withContent(event, String.format("%016x", content & 0xffffffffL));
  }

  @Property(tries = 200)
  void theFlagOfCallingHoursIsThatOfTheHighestReportWithAStart(@ForAll Random random) {
    Instant nine = Instant.parse("2026-11-22T15:30:00Z"); // in the evening, in India
    WebhookEvent answered = timed(answered("c", 1, 1), nine.minusSeconds(20), nine);
    WebhookEvent campaign =
        timed(campaignCall("c", "k", "completed", 70), null, nine.plusSeconds(50));
    WebhookEvent ended = timed(terminal("c", "completed", 65), null, nine.plusSeconds(45));
    List<WebhookEvent> events = new ArrayList<>(List.of(answered, campaign, ended));
    Collections.shuffle(events, random);

    Interaction call = fold(events.toArray(WebhookEvent[]::new));

    assertThat(call.details().course().outsideHours()).isFalse();
    assertThat(fold(campaign, ended).details().course().outsideHours()).isTrue();
  }

  private static Arbitrary<Integer> seconds() {
    return Arbitraries.integers().between(0, 3);
  }

  private static Interaction fold(WebhookEvent... events) {
    Interaction interaction = null;
    for (int i = 0; i < events.length; i++) {
      interaction = accept(interaction, step(events[i], i)).after();
    }
    return interaction;
  }

  private static Transition accept(Interaction interaction, Step step) {
    return interaction == null ? Interaction.begin(step) : interaction.accept(step);
  }

  private static Step step(WebhookEvent event, long offset) {
    return new Enricher().enrich(event, 0, offset, APPENDED);
  }
}
