// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.CrmLeg;
import sidstream.stream.interaction.Details;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition.Accepted;

/** An accepted step as the CRM gets it: clear numbers, the recording, the interaction's status. */
final class CrmRecords {

  private CrmRecords() {}

  static CrmEvent event(Step step, Accepted accepted) {
    Interaction now = accepted.after();
    Details details = now.details();
    return CrmEvent.newBuilder()
        .setId(step.idempotencyKey())
        .setType(now.kind().word())
        .setSource(step.identity().source())
        .setSid(step.identity().sid())
        .setStep(step.identity().step())
        .setTransition(accepted.how().word())
        .setStatus(now.status().word())
        .setStatusWord(now.statusWord())
        .setDelivered(details.carrier().delivered())
        .setDetailedCode(details.carrier().code())
        .setDetailedStatus(details.carrier().detailedStatus())
        .setDeliveryClass(AnalystRecords.deliveryClass(now))
        .setSmsUnits(details.carrier().units())
        .setSmsSender(details.carrier().sender())
        .setDltTemplate(details.carrier().template())
        .setCustomer(details.parties().customer())
        .setExophone(details.parties().exophone())
        .setCampaign(details.parties().campaign())
        .setLead(details.parties().lead())
        .setLegs(
            details.legs().stream()
                .map(leg -> new CrmLeg(leg.number(), leg.status(), leg.talkSeconds()))
                .toList())
        .setTalkSeconds(details.course().talkSeconds())
        .setTotalSeconds(details.course().wholeSeconds())
        .setRingSeconds(details.ringSeconds())
        .setDisconnectedBy(details.course().disconnectedBy())
        .setAttempt(details.course().attempt())
        .setRecordingUrl(details.course().recordingUrl())
        .setStartedAt(details.course().startedAt())
        .setEndedAt(details.course().endedAt())
        .setOutsideHours(details.course().outsideHours())
        .setOccurredAt(step.report().occurredAt())
        .setReceivedAt(step.at().receivedAt())
        .setCustomField(details.parties().customField())
        .setRevision(now.revision())
        .build();
  }
}
