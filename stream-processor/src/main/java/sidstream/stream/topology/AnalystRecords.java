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
import sidstream.stream.interaction.Transition.How;
import sidstream.stream.rates.Scope;

/**
 * An interaction and its accepted steps as analysts see them: numbers as tokens, no recording URL.
 * Whatever somebody else chose the letters of (a Sid, a step, a word, an id) is looked through for
 * numbers.
 */
final class AnalystRecords {

  /** The fields of one name: both records say the same there. */
  private static final List<Shared> SHARED =
      InteractionState.getClassSchema().getFields().stream()
          .flatMap(field -> Shared.of(field).stream())
          .toList();

  private final Privacy privacy;
  private final Numbering numbering;
  private final Recent<Party> parties;
  private final Recent<Scope> campaigns;

  AnalystRecords(Privacy privacy, Numbering numbering) {
    this.privacy = privacy;
    this.numbering = numbering;
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
    static final Party NOBODY = new Party(null, null, NumberFacts.NONE);
  }

  private Party party(String number) {
    return new Party(privacy.token(number), privacy.mask(number), numbering.of(number));
  }

  private Party of(@Nullable String number) {
    return number == null ? Party.NOBODY : parties.of(number);
  }

  /** A record key or event id as it may stand on a topic of analysts. */
  String shown(String id) {
    return privacy.shown(id);
  }

  /** What is known of the interaction now. */
  InteractionState state(String source, String sid, Interaction now) {
    Details details = now.details();
    Parties parties = details.parties();
    Party customer = of(parties.customer());
    return InteractionState.newBuilder()
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
        .setSource(source)
        .setKind(now.kind().word())
        .setSid(shown(sid))
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
        .setHistory(now.history().stream().map(this::history).toList())
        .setFirstReceivedAt(now.times().first())
        .setLastReceivedAt(now.times().last())
        .setOutcomeMinute(now.times().outcomeMinute())
        .setRevision(now.revision())
        .build();
  }

  /**
   * What a step did.
   *
   * @param now what is known of the interaction with it: what both records have is taken from it
   */
  InteractionEvent event(Step step, How how, InteractionState now) {
    InteractionEvent event = new InteractionEvent();
    SHARED.forEach(field -> event.put(field.inEvent(), now.get(field.inState())));
    event.put("step", shown(step.identity().step()));
    event.put("transition", how.word());
    event.put("step_status", step.report().status().word());
    event.put("occurred_at", step.report().occurredAt());
    event.put("received_at", step.at().receivedAt());
    event.put("receipt_id", step.report().receiptId());
    event.put("provider_lag_ms", lag(step));
    return event;
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
