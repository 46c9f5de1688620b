// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.HistoryStep;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.LegState;
import sidstream.stream.interaction.DeliveryClass;
import sidstream.stream.interaction.Details;
import sidstream.stream.interaction.Details.Parties;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.NumberFacts;
import sidstream.stream.interaction.NumberFacts.Series;
import sidstream.stream.interaction.Numbering;
import sidstream.stream.interaction.PastStep;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.interaction.Recent;
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.How;
import sidstream.stream.rates.Scope;

/**
 * An accepted step as analysts see it: numbers as tokens, no recording URL. Whatever somebody else
 * chose the letters of (a Sid, a step, a word, an id) is looked through for numbers.
 */
final class AnalystRecords {

  /** The fields of one name: both records say the same there. */
  private static final List<Shared> SHARED =
      InteractionState.getClassSchema().getFields().stream()
          .flatMap(field -> Shared.of(field).stream())
          .toList();

  private final Privacy privacy;
  private final Recent<Party> parties;
  private final Recent<Scope> campaigns;

  AnalystRecords(Privacy privacy) {
    this.privacy = privacy;
    parties = new Recent<>(this::party);
    campaigns = new Recent<>(id -> Scope.Kind.CAMPAIGN.of(privacy.shown(id)));
  }

  /** Places of one field. */
  private record Shared(int inState, int inEvent) {
    static Optional<Shared> of(Schema.Field inState) {
      return Optional.ofNullable(InteractionEvent.getClassSchema().getField(inState.name()))
          .map(inEvent -> new Shared(inState.pos(), inEvent.pos()));
    }
  }

  /** What analysts may know of somebody's number. */
  private record Party(@Nullable String token, @Nullable String masked, NumberFacts facts) {
    static final Party NOBODY = new Party(null, null, Numbering.of(null));
  }

  private Party party(String number) {
    return new Party(privacy.token(number), privacy.mask(number), Numbering.of(number));
  }

  private Party of(@Nullable String number) {
    return number == null ? Party.NOBODY : parties.of(number);
  }

  /** A record key or event id as it may stand on a topic of analysts. */
  String shown(String id) {
    return privacy.shown(id);
  }

  InteractionEvent event(Step step, Accepted accepted) {
    Interaction now = accepted.after();
    Details details = now.details();
    Parties parties = details.parties();
    Party customer = of(parties.customer());
    return InteractionEvent.newBuilder()
        .setCustomerToken(customer.token())
        .setCustomerMasked(customer.masked())
        .setCustomerRegion(customer.facts().region())
        .setCustomerOperator(customer.facts().operator())
        .setCustomerArea(customer.facts().area())
        .setCustomerSeries(word(customer.facts().series()))
        .setExophone(parties.exophone())
        .setExophoneSeries(word(of(parties.exophone()).facts().series()))
        .setCampaign(privacy.reference(parties.campaign()))
        .setLead(privacy.reference(parties.lead()))
        .setSource(step.identity().source())
        .setKind(now.kind().word())
        .setSid(shown(step.identity().sid()))
        .setStep(shown(step.identity().step()))
        .setTransition(accepted.how().word())
        .setStepStatus(step.report().status().word())
        .setOccurredAt(step.report().occurredAt())
        .setReceivedAt(step.at().receivedAt())
        .setReceiptId(step.report().receiptId())
        .setStatus(now.status().word())
        .setStatusWord(privacy.reference(now.statusWord()))
        .setTerminal(now.terminal())
        .setReached(now.reached())
        .setDetailedCode(details.carrier().code())
        .setDetailedStatus(details.carrier().detailedStatus())
        .setDeliveryClass(deliveryClass(now))
        .setChannel(details.carrier().channel())
        .setSmsUnits(details.carrier().units())
        .setSmsSender(details.carrier().sender())
        .setDltTemplate(details.carrier().template())
        .setLegs(legs(details))
        .setTalkSeconds(details.course().talkSeconds())
        .setTotalSeconds(details.course().wholeSeconds())
        .setRingSeconds(details.ringSeconds())
        .setDisconnectedBy(details.course().disconnectedBy())
        .setAttempt(details.course().attempt())
        .setHasRecording(details.course().recordingUrl() != null)
        .setStartedAt(details.course().startedAt())
        .setEndedAt(details.course().endedAt())
        .setOutsideHours(details.course().outsideHours())
        .setProviderLagMs(lag(step))
        .setRevision(now.revision())
        .build();
  }

  /**
   * What is known of the interaction now.
   *
   * @param event about the same step: what both records have is taken from it
   */
  InteractionState state(InteractionEvent event, Interaction now) {
    InteractionState state = new InteractionState();
    SHARED.forEach(field -> state.put(field.inState(), event.get(field.inEvent())));
    state.put("history", now.history().stream().map(this::history).toList());
    state.put("first_received_at", now.times().first());
    state.put("last_received_at", now.times().last());
    state.put("outcome_minute", now.times().outcomeMinute());
    return state;
  }

  /** What is known of the interaction now, without a step of it being the reason to tell it. */
  InteractionState state(String source, String sid, Interaction now) {
    Accepted nothing = new Accepted(How.ADVANCED, now, now);
    return state(event(Step.none(source, sid, now), nothing), now);
  }

  /**
   * What is counted, as analysts may know it: a campaign's id may be a number that somebody has.
   */
  Scope scope(Scope scope) {
    return scope.kind() == Scope.Kind.CAMPAIGN ? campaigns.of(scope.id()) : scope;
  }

  static @Nullable String deliveryClass(Interaction interaction) {
    DeliveryClass known = interaction.deliveryClass();
    return known == null ? null : known.word();
  }

  private List<LegState> legs(Details details) {
    List<LegState> legs = new ArrayList<>();
    for (Details.Leg leg : details.legs()) {
      Party party = of(leg.number());
      legs.add(
          new LegState(
              party.token(),
              party.masked(),
              leg.status(),
              leg.talkSeconds(),
              leg.ringSeconds(),
              leg.disconnectedBy()));
    }
    return legs;
  }

  private static @Nullable Long lag(Step step) {
    Instant occurred = step.report().occurredAt();
    return occurred == null ? null : Duration.between(occurred, step.at().receivedAt()).toMillis();
  }

  private static @Nullable String word(@Nullable Series series) {
    return series == null ? null : series.word();
  }

  private HistoryStep history(PastStep step) {
    return HistoryStep.newBuilder()
        .setStep(shown(step.name()))
        .setStatus(step.status().word())
        .setOccurredAt(step.when().occurredAt())
        .setReceivedAt(step.when().receivedAt())
        .setLate(step.late())
        .setAmendments(step.amendments())
        .build();
  }
}
