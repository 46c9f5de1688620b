// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.Optional;
import sidstream.schemas.Kind;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * What a report tells of a call that a provider's campaign made: no such report carries the number
 * of the attempt, so that it is counted, see {@link Attempts}. Teams that dial for themselves know
 * the number and put it into the callback's URL.
 *
 * @param campaign as the provider writes its id
 * @param contact E.164, or as received where it is no number
 * @param madeAt as the provider says it; else when the call ended, else when that was received
 */
public record CampaignCall(String campaign, String contact, Instant madeAt) {

  static Optional<CampaignCall> of(WebhookEvent event, Instant received) {
    CampaignPart campaign = event.getCampaign();
    if (campaign == null || Kind.of(event.getKind()) != Kind.CALL) {
      return Optional.empty();
    }
    return Optional.ofNullable(Reported.text(campaign.getContact()))
        .map(
            contact -> new CampaignCall(campaign.getCampaignSid(), contact, time(event, received)));
  }

  private static Instant time(WebhookEvent event, Instant received) {
    Instant made = event.getCampaign().getStartedAt();
    Instant told = made == null ? event.getOccurredAt() : made;
    return told == null ? received : told;
  }
}
