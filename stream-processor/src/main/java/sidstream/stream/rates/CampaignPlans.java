// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the operator says of campaigns, since no callback does.
 *
 * @param contacts planned, by campaign id
 * @param stuckAfter how long one that should go on may be silent
 */
public record CampaignPlans(Map<String, Long> contacts, Duration stuckAfter) {

  /** Nothing planned; a quarter of an hour. */
  public static final CampaignPlans NONE = new CampaignPlans(Map.of(), Duration.ofMinutes(15));

  public CampaignPlans {
    contacts = Map.copyOf(contacts);
  }

  /**
   * The same by other ids.
   *
   * @param id of a campaign as it is counted, from the operator's own
   */
  public CampaignPlans by(UnaryOperator<String> id) {
    Map<String, Long> byId = new HashMap<>();
    contacts.forEach((own, planned) -> byId.merge(id.apply(own), planned, Long::sum));
    return new CampaignPlans(byId, stuckAfter);
  }
}
