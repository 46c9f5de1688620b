// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sidstream.standalone.demo.Activities.Snapshot;

/**
 * A campaign as far as the CRM remembers it.
 *
 * @param id the provider's id, or the team's own
 * @param state status word of the campaign itself; empty where nothing was heard of it
 * @param outcomes of its calls and messages
 * @param talkSeconds sum over its calls
 */
record CampaignView(String id, String state, Outcomes outcomes, long talkSeconds) {

  /** The campaigns heard of last, the newest first. */
  static List<CampaignView> of(Snapshot snapshot, int most) {
    Map<String, List<Activity>> byCampaign = new LinkedHashMap<>();
    for (Activity activity : snapshot.latest()) {
      activity
          .text("campaign")
          .ifPresent(id -> byCampaign.computeIfAbsent(id, any -> new ArrayList<>()).add(activity));
    }
    return byCampaign.entrySet().stream()
        .limit(most)
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static CampaignView of(String id, List<Activity> activities) {
    Outcomes outcomes = new Snapshot(new Totals(0, 0, 0), List.of(), activities).outcomes();
    String state =
        activities.stream()
            .filter(activity -> activity.is("campaign"))
            .findFirst()
            .map(Activity::outcome)
            .orElse("");
    return new CampaignView(
        id, state, outcomes, activities.stream().mapToLong(Activity::talkSeconds).sum());
  }
}
