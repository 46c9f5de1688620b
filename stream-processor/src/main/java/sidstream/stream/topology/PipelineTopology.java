// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.StoredAlert;
import sidstream.schemas.record.StoredVitals;
import sidstream.stream.alert.Watch;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.rates.CampaignPlans;
import sidstream.stream.topology.Agenda.Due;
import sidstream.stream.topology.ContactCodec.Contact;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * The whole flow: webhooks are folded per Sid; what comes of it goes to the topics; outcomes are
 * added up to rates on one partition; a campaign's calls are numbered where those to one contact
 * meet.
 *
 * <pre>
 *   webhooks -> fold -> interactions, states, crm-events, duplicates, quarantine, reconcile
 *               ^ |
 *               | +-> contact-calls-out -> (contact-calls) -> contact-calls-in -> number-calls
 *               |                                                                     |
 *               +- call-attempts-in <- (call-attempts) <------------------------------+
 *                 |
 *                 +-> tallies-out -> (rate-tallies) -> tallies-in -> add-up -> rates
 *                                                          |
 *                                                          +-> follow -> campaigns
 *                                                          |
 *                                vitals -> keep-vitals     +-> watch -> alerts
 * </pre>
 */
public final class PipelineTopology implements Supplier<Topology> {

  private final Topics topics;
  private final AvroSerdes serdes;
  private final Meters meters;
  private final Enrichment enrichment;
  private final Deadlines deadlines;
  private final CampaignPlans plans;
  private final Watch watch;
  private final AlertMeters alertMeters;

  /**
   * What the topology goes by; nothing of it changes its shape.
   *
   * @param deadlines how long an interaction is waited for and known, and so how long a minute can
   *     be corrected
   * @param plans what the operator says of campaigns
   * @param watch the alert rules
   */
  public record Policy(
      Enrichment enrichment, Deadlines deadlines, CampaignPlans plans, Watch watch) {}

  public PipelineTopology(Topics topics, AvroSerdes serdes, Meters meters, Policy policy) {
    this.topics = topics;
    this.serdes = serdes;
    this.meters = meters;
    this.enrichment = policy.enrichment();
    this.deadlines = policy.deadlines();
    this.plans = policy.plans().by(policy.enrichment().privacy()::shown);
    this.watch = policy.watch();
    this.alertMeters = new AlertMeters(meters);
  }

  @Override
  public Topology get() {
    Topology topology = new Topology();
    addFold(topology);
    addRates(topology);
    addCampaigns(topology);
    addAlerts(topology);
    addAttempts(topology);
    return topology;
  }

  private void addFold(Topology topology) {
    addSource(topology, Names.WEBHOOKS, topics.webhooks);
    addSource(topology, Names.CALL_ATTEMPTS_IN, topics.callAttempts);
    topology.addProcessor(Names.FOLD, this::fold, Names.WEBHOOKS, Names.CALL_ATTEMPTS_IN);
    topology.addStateStore(interactionStore(), Names.FOLD);
    topology.addStateStore(agendaStore(Names.AGENDA_STORE), Names.FOLD);
    addSource(topology, Names.RECEIPTS, topics.crmReceipts);
    topology.addProcessor(
        Names.COUNT_RECEIPTS,
        () -> new ReceiptProcessor(side(topics.crmReceipts, Meter.RECEIPTS_UNREADABLE)),
        Names.RECEIPTS);
    topology.addStateStore(pendingTallyStore(), Names.FOLD, Names.COUNT_RECEIPTS);
    addSink(topology, Names.QUARANTINE, topics.webhooksQuarantine, Names.FOLD);
    addSink(topology, Names.DUPLICATES, topics.webhooksDuplicates, Names.FOLD);
    addSink(topology, Names.INTERACTIONS, topics.interactions, Names.FOLD);
    addSink(topology, Names.STATES, topics.interactionStates, Names.FOLD);
    addSink(topology, Names.CRM_EVENTS, topics.crmEvents, Names.FOLD);
    addSink(topology, Names.RECONCILE, topics.reconcileRequests, Names.FOLD);
    addSink(topology, Names.TALLIES_OUT, topics.rateTallies, Names.FOLD);
  }

  private void addRates(Topology topology) {
    topology.addSource(
        Names.TALLIES_IN,
        new StringDeserializer(),
        serdes.deserializer(topics.rateTallies),
        topics.rateTallies.name());
    topology.addProcessor(
        Names.ADD_UP,
        () -> new RateProcessor(topics, meters, deadlines.timeToLive().plusDays(1)),
        Names.TALLIES_IN);
    topology.addStateStore(rateStore(), Names.ADD_UP);
    addSink(topology, Names.RATES, topics.rates, Names.ADD_UP);
  }

  /** Behind add-up in the list of children: the minutes of its store are up to date then. */
  private void addCampaigns(Topology topology) {
    topology.addProcessor(
        Names.FOLLOW, () -> new CampaignProcessor(topics, plans), Names.TALLIES_IN);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(Names.CAMPAIGN_STORE),
            Serdes.String(),
            serdes.of(topics.campaigns)),
        Names.FOLLOW);
    topology.connectProcessorAndStateStores(Names.FOLLOW, Names.RATE_STORE);
    addSink(topology, Names.CAMPAIGNS, topics.campaigns, Names.FOLLOW);
  }

  /** On the same task as the rates: each has one partition. */
  private void addAlerts(Topology topology) {
    addSource(topology, Names.VITALS, topics.vitals);
    topology.addProcessor(
        Names.KEEP_VITALS,
        () -> new VitalsProcessor(side(topics.vitals, Meter.VITALS_UNREADABLE)),
        Names.VITALS);
    topology.addProcessor(
        Names.WATCH, () -> new AlertProcessor(topics.alerts, watch, alertMeters), Names.TALLIES_IN);
    topology.addStateStore(
        store(Names.VITALS_STORE, StoredVitals.getClassSchema()), Names.KEEP_VITALS, Names.WATCH);
    topology.addStateStore(store(Names.ALERT_STORE, StoredAlert.getClassSchema()), Names.WATCH);
    topology.connectProcessorAndStateStores(Names.WATCH, Names.RATE_STORE, Names.CAMPAIGN_STORE);
    addSink(topology, Names.ALERTS, topics.alerts, Names.WATCH);
  }

  /**
   * All calls of a campaign to one contact meet on one partition, are numbered there, and each
   * number goes back to the partition of its call. Added last: tasks are named after the order.
   */
  private void addAttempts(Topology topology) {
    addSink(topology, Names.CONTACT_CALLS_OUT, topics.contactCalls, Names.FOLD);
    addSource(topology, Names.CONTACT_CALLS_IN, topics.contactCalls);
    topology.addProcessor(
        Names.NUMBER_CALLS,
        () ->
            new NumberProcessor(
                topics,
                side(topics.contactCalls, Meter.ATTEMPTS_UNREADABLE),
                deadlines.timeToLive()),
        Names.CONTACT_CALLS_IN);
    topology.addStateStore(contactStore(), Names.NUMBER_CALLS);
    addSink(topology, Names.CALL_ATTEMPTS_OUT, topics.callAttempts, Names.NUMBER_CALLS);
  }

  private FoldProcessor fold() {
    WebhookReader reader =
        new WebhookReader(
            topics.webhooks.name(), serdes.deserializer(topics.webhooks), enrichment.enricher());
    FoldProcessor.Inputs inputs =
        new FoldProcessor.Inputs(reader, side(topics.callAttempts, Meter.ATTEMPTS_UNREADABLE));
    AnalystRecords analysts = new AnalystRecords(enrichment.privacy(), enrichment.numbering());
    return new FoldProcessor(topics, inputs, analysts, meters, deadlines);
  }

  private <V extends SpecificRecord> SideRecords<V> side(Topic<V> topic, Meter unreadable) {
    return new SideRecords<>(topic, serdes.deserializer(topic), meters, unreadable);
  }

  private <V extends SpecificRecord> void addSink(
      Topology topology, String name, Topic<V> topic, String... parents) {
    topology.addSink(name, topic.name(), new StringSerializer(), serdes.serializer(topic), parents);
  }

  /** Of bytes: what cannot be read is no reason to stop. */
  private static void addSource(Topology topology, String name, Topic<?> topic) {
    topology.addSource(name, new StringDeserializer(), new ByteArrayDeserializer(), topic.name());
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> interactionStore() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(Names.INTERACTION_STORE),
        StateKey.serde(),
        Serdes.ByteArray());
  }

  private static StoreBuilder<KeyValueStore<Due, byte[]>> agendaStore(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Due.serde(), Serdes.ByteArray());
  }

  private static StoreBuilder<KeyValueStore<String, Contact>> contactStore() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(Names.CONTACT_STORE), Serdes.String(), ContactCodec.serde());
  }

  /** Cached: what is added to a scope between two commits is one record of its changelog. */
  private static StoreBuilder<KeyValueStore<String, Counted>> pendingTallyStore() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Names.PENDING_TALLY_STORE),
            Serdes.String(),
            TallyCodec.serde())
        .withCachingEnabled();
  }

  private static StoreBuilder<KeyValueStore<String, Counted>> rateStore() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(Names.RATE_STORE), Serdes.String(), TallyCodec.serde());
  }

  /** Small enough for memory; restored from its changelog. */
  private static StoreBuilder<?> store(String name, Schema schema) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(name),
        Serdes.String(),
        new StoredCodec<>(List.of(schema)).serde());
  }
}
