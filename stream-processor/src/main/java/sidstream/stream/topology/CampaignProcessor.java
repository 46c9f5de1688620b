// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import sidstream.schemas.Status;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CampaignProgress;
import sidstream.schemas.record.RateTally;
import sidstream.stream.rates.CampaignPlans;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Progress;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.Outputs.Target;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * Publishes how far a campaign is, whenever something of it is counted, and, by wall clock, when
 * time or a changed plan makes something of it untrue. Its store holds what was published last.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class CampaignProcessor implements Processor<String, RateTally, String, SpecificRecord> {

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final int MINUTES = 60;

  /** Who is silent for so long has nothing in the last hour: old campaigns cost no look-ups. */
  private static final Duration QUIET = Duration.ofHours(2);

  private final Target<CampaignProgress> target;
  private final CampaignPlans plans;
  private final WallClock clock = new WallClock();

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, CampaignProgress> campaigns;
  private KeyValueStore<String, Counted> minutes;
  private Outputs outputs;

  CampaignProcessor(Topics topics, CampaignPlans plans) {
    this.target = new Target<>(Names.CAMPAIGNS, topics.campaigns);
    this.plans = plans;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    campaigns = context.getStateStore(Names.CAMPAIGN_STORE);
    minutes = context.getStateStore(Names.RATE_STORE);
    outputs = new Outputs(context);
    clock.each(context, LOOK, this::look);
  }

  @Override
  public void process(Record<String, RateTally> record) {
    Scope.known(record.value().getScope())
        .filter(scope -> scope.kind() == Scope.Kind.CAMPAIGN)
        .ifPresent(scope -> follow(scope, record.value()));
  }

  private void follow(Scope scope, RateTally tally) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    CampaignProgress known = campaigns.get(scope.id());
    Tally before = known == null ? Tally.ZERO : TallyCodec.tally(known.getCounts());
    Tally total = before.plus(TallyCodec.tally(tally.getCounts()));
    String told = tally.getCampaignStatus();
    String status = told != null || known == null ? told : known.getStatus();
    CampaignProgress.Builder next =
        CampaignProgress.newBuilder()
            .setCampaign(scope.id())
            .setStatus(status)
            .setFirstActivityAt(known == null ? now : known.getFirstActivityAt())
            .setLastActivityAt(now)
            .setRevision(known == null ? 0 : known.getRevision());
    publish(worked(next, total, now), now);
  }

  private void look(Instant now) {
    List<CampaignProgress> all = new ArrayList<>();
    try (KeyValueIterator<String, CampaignProgress> stored = campaigns.all()) {
      stored.forEachRemaining(next -> all.add(next.value));
    }
    for (CampaignProgress known : all) {
      Tally total = TallyCodec.tally(known.getCounts());
      CampaignProgress next = worked(CampaignProgress.newBuilder(known), total, now);
      if (!next.equals(known)) {
        publish(next, now);
      }
    }
  }

  private void publish(CampaignProgress changed, Instant now) {
    CampaignProgress next =
        CampaignProgress.newBuilder(changed).setRevision(changed.getRevision() + 1).build();
    campaigns.put(next.getCampaign(), next);
    String id = next.getCampaign() + '#' + next.getRevision();
    outputs.send(target, next.getCampaign(), next, id, now);
  }

  private CampaignProgress worked(CampaignProgress.Builder campaign, Tally total, Instant now) {
    String id = campaign.getCampaign();
    boolean quiet = campaign.getLastActivityAt().plus(QUIET).isBefore(now);
    Tally hour = quiet ? Tally.ZERO : lastHour(id, now);
    Progress progress = new Progress(total, hour, plans.contacts().get(id));
    String word = campaign.getStatus();
    Status status = word == null ? null : Status.of(word);
    return campaign
        .setPlannedContacts(progress.planned())
        .setContactsReached(total.get(Count.CONTACTS_REACHED))
        .setContactsFailed(total.get(Count.CONTACTS_FAILED))
        .setContactsLeft(progress.left())
        .setCompletion(progress.completion())
        .setContactAttempts(total.get(Count.CONTACT_ATTEMPTS))
        .setCallsAttempted(Metric.CALLS_ATTEMPTED.sample(total))
        .setCallsConnected(total.get(Count.CALLS_CONNECTED))
        .setConnectRate(Metric.CONNECT_RATE.of(total))
        .setContactsLastHour(Progress.ended(hour))
        .setExpectedEnd(progress.expectedEnd(now))
        .setStuck(progress.isStuck(campaign.getLastActivityAt(), status, now, plans.stuckAfter()))
        .setCounts(TallyCodec.counts(total))
        .build();
  }

  private Tally lastHour(String campaign, Instant now) {
    String scope = Scope.Kind.CAMPAIGN.of(campaign).key();
    Instant newest = now.truncatedTo(ChronoUnit.MINUTES);
    Tally sum = Tally.ZERO;
    for (int i = 0; i < MINUTES; i++) {
      Instant minute = newest.minus(i, ChronoUnit.MINUTES);
      Counted counted = minutes.get(new MinuteKey(minute, scope).text());
      sum = counted == null ? sum : sum.plus(counted.tally());
    }
    return sum;
  }
}
