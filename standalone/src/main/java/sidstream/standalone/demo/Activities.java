// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The CRM's memory: the activities heard of last, and the keys of the events it had already. Both
 * are bounded; the oldest go. Safe for use by several threads.
 */
final class Activities {

  private final int mostActivities;
  private final Set<String> keys;
  private final Map<String, Activity> bySid = new LinkedHashMap<>();
  private final Arrivals arrivals = new Arrivals();
  private long events;
  private long repeats;
  private long sids;

  /**
   * Everything at one moment.
   *
   * @param perSecond events in each of the last 60 whole seconds, the newest last
   * @param latest activities, the newest first
   */
  record Snapshot(Totals totals, List<Integer> perSecond, List<Activity> latest) {

    List<Activity> of(String type) {
      return latest.stream().filter(activity -> activity.is(type)).toList();
    }

    Outcomes outcomes() {
      return new Outcomes(counts(of("call")), counts(of("sms")));
    }

    private static SortedMap<String, Long> counts(List<Activity> activities) {
      return activities.stream()
          .collect(Collectors.groupingBy(Activity::outcome, TreeMap::new, Collectors.counting()));
    }
  }

  Activities(int mostActivities, int mostKeys) {
    this.mostActivities = mostActivities;
    this.keys = Collections.newSetFromMap(bounded(mostKeys));
  }

  /**
   * @param key of idempotency
   * @return false when it had the event already
   */
  synchronized boolean accept(String key, JsonNode event, Instant now) {
    if (!keys.add(key)) {
      repeats++;
      return false;
    }
    events++;
    arrivals.count(now);
    String sid = event.path("sid").asText("");
    Activity known = bySid.remove(sid);
    bySid.put(sid, known == null ? new Activity(event, now, 1) : known.after(event, now));
    if (known == null) {
      sids++;
      forgetOldest();
    }
    return true;
  }

  synchronized Totals totals() {
    return new Totals(events, repeats, sids);
  }

  synchronized Snapshot snapshot(Instant now) {
    List<Activity> latest = new ArrayList<>(bySid.values());
    Collections.reverse(latest);
    return new Snapshot(totals(), arrivals.lastMinute(now), List.copyOf(latest));
  }

  private void forgetOldest() {
    if (bySid.size() > mostActivities) {
      bySid.remove(bySid.keySet().iterator().next());
    }
  }

  private static Map<String, Boolean> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
        return size() > most;
      }
    };
  }
}
