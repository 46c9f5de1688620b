// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
 * @param madeAt as the provider says it; else when the call ended; null where it says neither
 */
public record CampaignCall(String campaign, String contact, @Nullable Instant madeAt) {

  /** None where an id is so long that it is none: it would be part of a record's key. */
  static Optional<CampaignCall> of(WebhookEvent event) {
    CampaignPart campaign = event.getCampaign();
    if (campaign == null || Kind.of(event.getKind()) != Kind.CALL) {
      return Optional.empty();
    }
    String id = References.id(campaign.getCampaignSid());
    String contact = References.id(Reported.text(campaign.getContact()));
    Instant made = campaign.getStartedAt();
    return id == null || contact == null
        ? Optional.empty()
        : Optional.of(new CampaignCall(id, contact, made == null ? event.getOccurredAt() : made));
  }
}
