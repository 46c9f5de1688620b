// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;
import sidstream.schemas.record.CampaignProgress;
import sidstream.stream.rates.Progress;
import sidstream.stream.rates.Scope;

/**
 * How a campaign goes, as it is at the moment. One that rests by its own callback (paused, ended,
 * deleted) is not judged, nor one of which nothing was counted for {@link #GIVEN_UP}: nobody waits
 * for it any longer.
 */
public enum CampaignSign implements Sign {
  CAMPAIGN_SILENT_MINUTES(
      "Minutes since something of the campaign was counted, while it should go on: it has planned"
          + " contacts left or, without a plan, its own callback says that it runs; else 0"),
  CAMPAIGN_HOURS_LEFT("Hours to the campaign's end, at the pace of its last hour"),
  CAMPAIGN_COMPLETION("Of the campaign's planned contacts, the share that ended");

  /** Longer than a weekend, so that one that gets stuck before it is told of after it. */
  static final Duration GIVEN_UP = Duration.ofDays(3);

  private static final double TENTHS = 10;

  private final String meaning;

  CampaignSign(String meaning) {
    this.meaning = meaning;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public boolean isShare() {
    return this == CAMPAIGN_COMPLETION;
  }

  @Override
  public Scope.Kind scope() {
    return Scope.Kind.CAMPAIGN;
  }

  @Override
  public Map<Scope, Reading> read(Readings readings, Duration window) {
    Map<Scope, Reading> values = new HashMap<>();
    for (CampaignProgress campaign : readings.campaigns()) {
      Reading reading = read(campaign, readings.now());
      if (reading != null) {
        values.put(scope().of(campaign.getCampaign()), reading);
      }
    }
    return values;
  }

  private @Nullable Reading read(CampaignProgress campaign, Instant now) {
    String word = campaign.getStatus();
    Status status = word == null ? null : Status.of(word);
    Duration silent = Duration.between(campaign.getLastActivityAt(), now);
    if (Progress.rests(status) || silent.compareTo(GIVEN_UP) > 0) {
      return null;
    }
    return switch (this) {
      case CAMPAIGN_SILENT_MINUTES -> silence(campaign, status, silent);
      case CAMPAIGN_HOURS_LEFT -> left(campaign, now);
      case CAMPAIGN_COMPLETION -> completion(campaign);
    };
  }

  private static Reading silence(
      CampaignProgress campaign, @Nullable Status status, Duration silent) {
    boolean goesOn = Progress.goesOn(campaign.getContactsLeft(), status);
    double minutes = goesOn ? tenths(silent, Duration.ofMinutes(1)) : 0;
    return new Reading(minutes, Math.max(campaign.getCallsAttempted(), ended(campaign)));
  }

  private static @Nullable Reading left(CampaignProgress campaign, Instant now) {
    Instant end = campaign.getExpectedEnd();
    Long left = campaign.getContactsLeft();
    if (end == null) {
      return left != null && left == 0 ? new Reading(0, ended(campaign)) : null;
    }
    double hours = tenths(Duration.between(now, end), Duration.ofHours(1));
    return new Reading(hours, campaign.getContactsLastHour());
  }

  private static @Nullable Reading completion(CampaignProgress campaign) {
    Double completion = campaign.getCompletion();
    return completion == null ? null : new Reading(completion, ended(campaign));
  }

  private static long ended(CampaignProgress campaign) {
    return campaign.getContactsReached() + campaign.getContactsFailed();
  }

  /** In a unit, to one digit; never below 0, since clocks differ. */
  private static double tenths(Duration time, Duration unit) {
    double units = (double) time.toMillis() / unit.toMillis();
    return Math.max(0, Math.floor(units * TENTHS) / TENTHS);
  }
}
