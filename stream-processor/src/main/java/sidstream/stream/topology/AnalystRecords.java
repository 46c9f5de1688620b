// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

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
import sidstream.stream.interaction.PastStep;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition.Accepted;

/** An accepted step as analysts see it: numbers as tokens, no recording URL. */
final class AnalystRecords {

  private final Privacy privacy;

  AnalystRecords(Privacy privacy) {
    this.privacy = privacy;
  }

  InteractionEvent event(Step step, Accepted accepted) {
    Interaction now = accepted.after();
    Details details = now.details();
    Parties parties = details.parties();
    return InteractionEvent.newBuilder()
        .setSource(step.identity().source())
        .setKind(now.kind().word())
        .setSid(step.identity().sid())
        .setStep(step.identity().step())
        .setTransition(accepted.how().word())
        .setStepStatus(step.report().status().word())
        .setOccurredAt(step.report().occurredAt())
        .setReceivedAt(step.at().receivedAt())
        .setReceiptId(step.report().receiptId())
        .setStatus(now.status().word())
        .setStatusWord(now.statusWord())
        .setTerminal(now.terminal())
        .setReached(now.reached())
        .setDetailedCode(details.carrier().code())
        .setDetailedStatus(details.carrier().detailedStatus())
        .setDeliveryClass(deliveryClass(now))
        .setChannel(details.carrier().channel())
        .setSmsUnits(details.carrier().units())
        .setSmsSender(details.carrier().sender())
        .setDltTemplate(details.carrier().template())
        .setCustomerToken(privacy.token(parties.customer()))
        .setCustomerMasked(privacy.mask(parties.customer()))
        .setCustomerRegion(privacy.region(parties.customer()))
        .setExophone(parties.exophone())
        .setCampaign(privacy.reference(parties.campaign()))
        .setLead(privacy.reference(parties.lead()))
        .setLegs(legs(details))
        .setTalkSeconds(details.course().talkSeconds())
        .setTotalSeconds(details.course().wholeSeconds())
        .setRingSeconds(details.ringSeconds())
        .setDisconnectedBy(details.course().disconnectedBy())
        .setAttempt(details.course().attempt())
        .setHasRecording(details.course().recordingUrl() != null)
        .setStartedAt(details.course().startedAt())
        .setEndedAt(details.course().endedAt())
        .setRevision(now.revision())
        .build();
  }

  InteractionState state(Step step, Interaction now) {
    Details details = now.details();
    Parties parties = details.parties();
    return InteractionState.newBuilder()
        .setSource(step.identity().source())
        .setKind(now.kind().word())
        .setSid(step.identity().sid())
        .setStatus(now.status().word())
        .setStatusWord(now.statusWord())
        .setTerminal(now.terminal())
        .setReached(now.reached())
        .setDetailedCode(details.carrier().code())
        .setDetailedStatus(details.carrier().detailedStatus())
        .setDeliveryClass(deliveryClass(now))
        .setChannel(details.carrier().channel())
        .setSmsUnits(details.carrier().units())
        .setSmsSender(details.carrier().sender())
        .setDltTemplate(details.carrier().template())
        .setCustomerToken(privacy.token(parties.customer()))
        .setCustomerMasked(privacy.mask(parties.customer()))
        .setCustomerRegion(privacy.region(parties.customer()))
        .setExophone(parties.exophone())
        .setCampaign(privacy.reference(parties.campaign()))
        .setLead(privacy.reference(parties.lead()))
        .setLegs(legs(details))
        .setTalkSeconds(details.course().talkSeconds())
        .setTotalSeconds(details.course().wholeSeconds())
        .setRingSeconds(details.ringSeconds())
        .setDisconnectedBy(details.course().disconnectedBy())
        .setAttempt(details.course().attempt())
        .setHasRecording(details.course().recordingUrl() != null)
        .setStartedAt(details.course().startedAt())
        .setEndedAt(details.course().endedAt())
        .setHistory(now.history().stream().map(AnalystRecords::history).toList())
        .setFirstReceivedAt(now.times().first())
        .setLastReceivedAt(now.times().last())
        .setOutcomeMinute(now.times().outcomeMinute())
        .setRevision(now.revision())
        .build();
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

  private static HistoryStep history(PastStep step) {
    return HistoryStep.newBuilder()
        .setStep(step.name())
        .setStatus(step.status().word())
        .setOccurredAt(step.when().occurredAt())
        .setReceivedAt(step.when().receivedAt())
        .setLate(step.late())
        .setAmendments(step.amendments())
        .build();
  }
}
