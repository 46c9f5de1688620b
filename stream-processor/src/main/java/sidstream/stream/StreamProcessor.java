// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.util.List;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.Registry;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.rates.CampaignPlans;
import sidstream.stream.topology.PipelineTopology;

/** Puts the stream processor together. */
public final class StreamProcessor {

  private StreamProcessor() {}

  public static App wire(StreamConfig config, Ops ops) {
    Topics topics = new Topics(config.kafka().topicPrefix());
    KafkaClients clients = new KafkaClients(config.kafka(), "stream-processor");
    AvroSerdes serdes = new AvroSerdes(Registry.client(config.registry()));
    PipelineTopology topology =
        new PipelineTopology(
            topics,
            serdes,
            ops.meters(),
            new PipelineTopology.Policy(
                EnrichmentSettings.of(config),
                deadlines(config.interactions()),
                plans(config.campaigns()),
                Alerts.watch(
                    config.alerts(), config.businessHours(), config.interactions().timeToLive())));
    StreamsPart streams =
        new StreamsPart(
            StreamSettings.of(config, clients),
            topology.get(),
            new Prerequisites(clients, topics, serdes));
    ops.meters().gauge(Meter.WEBHOOKS_BACKLOG, () -> streams.backlog(topics.webhooks.name()));
    return new App("stream-processor", List.of(streams));
  }

  private static CampaignPlans plans(StreamConfig.Campaigns config) {
    return new CampaignPlans(config.planned(), config.stuckAfter());
  }

  private static Deadlines deadlines(StreamConfig.Interactions config) {
    return new Deadlines(
        config.reconcileAfter(),
        config.reconcileMessagesAfter(),
        config.unfinishedAfter(),
        config.timeToLive());
  }
}
