// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.ingest.Gateway;
import sidstream.ingest.GatewayConfig;
import sidstream.ingest.http.Routes;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.sink.Sink;
import sidstream.sink.SinkConfig;
import sidstream.stream.StreamConfig;
import sidstream.stream.StreamProcessor;
import sidstream.testkit.KafkaBroker;

/**
 * Everything in one process (and the registry in a second): broker, registry, the three apps. It
 * configures nothing of its own: it hands each app its settings and calls its {@code wire}.
 */
final class Up {

  private final UpSettings settings;
  private final DataDirectory data;
  private final KafkaBroker broker;
  private final RegistryProcess registry;
  private final Map<String, String> environment;

  /**
   * @param environment holds more settings of the apps
   */
  Up(UpSettings settings, DataDirectory data, Map<String, String> environment) {
    this.settings = settings;
    this.data = data;
    this.environment = environment;
    Ports ports = settings.ports();
    broker =
        new KafkaBroker(
            new KafkaBroker.Settings(
                data.broker(), ports.host(), ports.broker(), ports.controller()));
    registry =
        new RegistryProcess(
            new RegistryProcess.Settings(
                RegistryHome.find(),
                data.logs(),
                broker.bootstrap(),
                ports.host(),
                ports.registry()));
  }

  /** The whole house, foundation first; everything in it answers for the health of this run. */
  App wire(Ops ops) {
    Map<Class<?>, Map<String, String>> set = new LinkedHashMap<>();
    set.put(ProvisionConfig.class, UpSettings.clients(broker.bootstrap(), registry.url()));
    set.put(
        GatewayConfig.class,
        settings.gateway(broker.bootstrap(), registry.url(), webhookSecret(), data.spool()));
    set.put(
        StreamConfig.class,
        settings.processor(
            broker.bootstrap(), registry.url(), data.secret("token-key"), data.state()));
    set.put(SinkConfig.class, settings.sink(broker.bootstrap(), registry.url()));
    AppSettings apps = new AppSettings(set, environment);
    ProvisionConfig clients = apps.of(ProvisionConfig.class);
    GatewayConfig gateway = apps.of(GatewayConfig.class);
    StreamConfig processor = apps.of(StreamConfig.class);
    SinkConfig sink = apps.of(SinkConfig.class);
    Corridor corridor = new Corridor(broker, registry, clients);
    ops.health().add(corridor.name(), corridor::check);
    return new App(
        "standalone",
        List.of(
            corridor,
            new AppPart(
                "stream-processor", StreamProcessor.wire(processor, ops).reportTo(ops.health())),
            new AppPart("crm-sink", Sink.wire(sink, ops).reportTo(ops.health())),
            new AppPart("ingest-gateway", Gateway.wire(gateway, ops).reportTo(ops.health()))));
  }

  Endpoints endpoints() {
    Ports ports = settings.ports();
    String gateway = "http://" + ports.host() + ":" + ports.gateway();
    Map<String, String> hooks = new LinkedHashMap<>();
    for (Feed feed : new ExotelSource(ZoneOffset.UTC, "IN").feeds()) {
      hooks.put(feed.name(), gateway + Routes.path("exotel", feed.name(), webhookSecret()));
    }
    String ops = "http://" + ports.host() + ":" + ports.ops();
    return new Endpoints(gateway, hooks, ops, ops + "/openapi", broker.bootstrap(), registry.url());
  }

  /** For others to find this run. */
  void publish(Endpoints endpoints) throws IOException {
    endpoints.write(data.endpoints());
  }

  private String webhookSecret() {
    return data.secret("exotel-webhook-secret");
  }
}
