// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static sidstream.stream.topology.InteractionCodec.bits;
import static sidstream.stream.topology.InteractionCodec.instant;
import static sidstream.stream.topology.InteractionCodec.millis;
import static sidstream.stream.topology.InteractionCodec.text;

import sidstream.schemas.Status;
import sidstream.schemas.record.StoredContribution;
import sidstream.schemas.record.StoredLeg;
import sidstream.stream.interaction.Details;
import sidstream.stream.interaction.Details.Carrier;
import sidstream.stream.interaction.Details.Course;
import sidstream.stream.interaction.Details.Leg;
import sidstream.stream.interaction.Details.Parties;
import sidstream.stream.interaction.Order;
import sidstream.stream.interaction.Story.Contribution;

/** One contribution in its stored form and back. */
final class DetailsCodec {

  private DetailsCodec() {}

  static StoredContribution stored(Contribution contribution) {
    Order order = contribution.order();
    Details details = contribution.details();
    return StoredContribution.newBuilder()
        .setRank(order.rank())
        .setOccurredAt(order.occurredAt())
        .setPrecedence(order.precedence())
        .setFingerprint(bits(order.fingerprint()))
        .setStatus(contribution.status().word())
        .setStatusWord(contribution.statusWord())
        .setCustomer(details.parties().customer())
        .setExophone(details.parties().exophone())
        .setCampaign(details.parties().campaign())
        .setLead(details.parties().lead())
        .setCustomField(details.parties().customField())
        .setStartedAt(millis(details.course().startedAt()))
        .setEndedAt(millis(details.course().endedAt()))
        .setTalkSeconds(details.course().talkSeconds())
        .setRecordingUrl(details.course().recordingUrl())
        .setOutsideHours(details.course().outsideHours())
        .setDetailedCode(details.carrier().code())
        .setDetailedStatus(details.carrier().detailedStatus())
        .setDelivered(details.carrier().delivered())
        .setLegs(
            details.legs().stream()
                .map(leg -> new StoredLeg(leg.number(), leg.status(), leg.talkSeconds()))
                .toList())
        .build();
  }

  static Contribution contribution(StoredContribution stored) {
    return new Contribution(
        new Order(
            stored.getRank(),
            stored.getOccurredAt(),
            stored.getPrecedence(),
            text(stored.getFingerprint())),
        Status.of(stored.getStatus()),
        stored.getStatusWord(),
        new Details(
            parties(stored),
            course(stored),
            new Carrier(
                stored.getDetailedCode(), stored.getDetailedStatus(), stored.getDelivered()),
            stored.getLegs().stream()
                .map(leg -> new Leg(leg.getNumber(), leg.getStatus(), leg.getTalkSeconds()))
                .toList()));
  }

  private static Parties parties(StoredContribution stored) {
    return new Parties(
        stored.getCustomer(),
        stored.getExophone(),
        stored.getCampaign(),
        stored.getLead(),
        stored.getCustomField());
  }

  private static Course course(StoredContribution stored) {
    return new Course(
        instant(stored.getStartedAt()),
        instant(stored.getEndedAt()),
        stored.getTalkSeconds(),
        stored.getRecordingUrl(),
        stored.getOutsideHours());
  }
}
