// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.rates.Scope;

/**
 * An accepted step as analysts see it: numbers as tokens, no recording URL. Whatever somebody else
 * chose the letters of (a Sid, a step, a word, an id) is looked through for numbers.
 */
final class AnalystRecords {

  private final Privacy privacy;
  private final Numbering numbering = new Numbering();

  AnalystRecords(Privacy privacy) {
    this.privacy = privacy;
  }

  /** A record key or event id as it may stand on a topic of analysts. */
  String shown(String id) {
    return privacy.shown(id);
  }

  InteractionEvent event(Step step, Accepted accepted) {
    Interaction now = accepted.after();
    Details details = now.details();
    return with(details.parties(), InteractionEvent.newBuilder())
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

  InteractionState state(Step step, Interaction now) {
    Details details = now.details();
    return with(details.parties(), InteractionState.newBuilder())
        .setSource(step.identity().source())
        .setKind(now.kind().word())
        .setSid(shown(step.identity().sid()))
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
   * What is counted, as analysts may know it: a campaign's id may be a number that somebody has.
   */
  Scope scope(Scope scope) {
    String id = privacy.reference(scope.id());
    return scope.kind() == Scope.Kind.CAMPAIGN && id != null ? scope.kind().of(id) : scope;
  }

  private InteractionEvent.Builder with(Parties parties, InteractionEvent.Builder record) {
    NumberFacts facts = numbering.of(parties.customer());
    return record
        .setCustomerToken(privacy.token(parties.customer()))
        .setCustomerMasked(privacy.mask(parties.customer()))
        .setCustomerRegion(facts.region())
        .setCustomerOperator(facts.operator())
        .setCustomerArea(facts.area())
        .setCustomerSeries(word(facts.series()))
        .setExophone(parties.exophone())
        .setExophoneSeries(word(numbering.of(parties.exophone()).series()))
        .setCampaign(privacy.reference(parties.campaign()))
        .setLead(privacy.reference(parties.lead()));
  }

  private InteractionState.Builder with(Parties parties, InteractionState.Builder record) {
    NumberFacts facts = numbering.of(parties.customer());
    return record
        .setCustomerToken(privacy.token(parties.customer()))
        .setCustomerMasked(privacy.mask(parties.customer()))
        .setCustomerRegion(facts.region())
        .setCustomerOperator(facts.operator())
        .setCustomerArea(facts.area())
        .setCustomerSeries(word(facts.series()))
        .setExophone(parties.exophone())
        .setExophoneSeries(word(numbering.of(parties.exophone()).series()))
        .setCampaign(privacy.reference(parties.campaign()))
        .setLead(privacy.reference(parties.lead()));
  }

  static @Nullable String deliveryClass(Interaction interaction) {
    DeliveryClass known = interaction.deliveryClass();
    return known == null ? null : known.word();
  }

  private List<LegState> legs(Details details) {
    return details.legs().stream()
        .map(
            leg ->
                new LegState(
                    privacy.token(leg.number()),
                    privacy.mask(leg.number()),
                    leg.status(),
                    leg.talkSeconds(),
                    leg.ringSeconds(),
                    leg.disconnectedBy()))
        .toList();
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
