// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import sidstream.stream.alert.AlertBook;
import sidstream.stream.alert.AlertRule;
import sidstream.stream.alert.BusinessHours;
import sidstream.stream.alert.Watch;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.rates.CampaignPlans;

/** Watches for tests that are about something else. */
public final class Watches {

  private static final Duration DAY = Duration.ofDays(1);

  private Watches() {}

  /** With these alerts, and everything else as shipped or slow. */
  public static PipelineTopology.Policy policy(Watch watch) {
    return policy(watch, CampaignPlans.NONE);
  }

  /** And with these plans. */
  static PipelineTopology.Policy policy(Watch watch, CampaignPlans plans) {
    return new PipelineTopology.Policy(
        Enrichment.standard(new Privacy("key")), new Deadlines(DAY, DAY, DAY, DAY), plans, watch);
  }

  /** With these rules, always open, without delay. */
  public static Watch of(AlertRule... rules) {
    BusinessHours always =
        new BusinessHours(
            EnumSet.allOf(java.time.DayOfWeek.class),
            List.of(new BusinessHours.Window(0, 24 * 60)),
            Set.of(),
            ZoneOffset.UTC);
    return new Watch(
        new AlertBook(List.of(rules), always),
        Duration.ofSeconds(10),
        Duration.ZERO,
        Duration.ofMinutes(10),
        Duration.ofHours(25));
  }
}
