// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.Registry;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.ingest.GatewayConfig.HttpConfig;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.http.Limits;
import sidstream.ingest.http.TlsFiles;
import sidstream.ingest.http.WebhookHandler;
import sidstream.ingest.http.WebhookServer;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.KafkaEventLog;
import sidstream.schemas.Topics;

/**
 * The gateway, put together.
 *
 * @param app its parts in their order: the log before the port, so that the port closes first
 * @param http knows the port in use
 */
public record Gateway(App app, WebhookServer http) {

  /** By so much an append is given up before its answer is due. */
  private static final Duration MARGIN = Duration.ofMillis(50);

  /**
   * @throws sidstream.chassis.config.ConfigException when a setting makes no sense
   */
  public static App wire(GatewayConfig config, Ops ops) {
    return of(config, ops).app();
  }

  /** As {@link #wire}, for callers that let the gateway pick its port. */
  public static Gateway of(GatewayConfig config, Ops ops) {
    return of(config, ops, kafka(config));
  }

  static Gateway of(GatewayConfig config, Ops ops, EventLog log) {
    HttpConfig http = config.http();
    Map<String, Endpoint> endpoints = Sources.endpoints(config.sources(), ops.meters());
    WebhookHandler handler =
        new WebhookHandler(endpoints, log, limits(http), ops.meters(), Clock.systemUTC());
    WebhookServer server =
        new WebhookServer(address(http), http.deadline().plusSeconds(1), handler);
    return new Gateway(
        new App("ingest-gateway", List.of(log, new WarmUp(endpoints, log, limits(http)), server)),
        server);
  }

  private static WebhookServer.Address address(HttpConfig http) {
    return new WebhookServer.Address(
        http.host(),
        http.port(),
        http.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())));
  }

  private static Limits limits(HttpConfig http) {
    return new Limits(
        new Limits.Times(http.deadline(), http.headerTime(), http.requestTime(), http.idleTime()),
        new Limits.Bounds(
            http.maxBodyBytes(),
            http.maxHeaderBytes(),
            http.maxConnections(),
            http.maxRequests(),
            http.maxInFlightBytes()),
        http.trustedProxies());
  }

  private static EventLog kafka(GatewayConfig config) {
    return new KafkaEventLog(
        new Topics(config.kafka().topicPrefix()),
        new KafkaClients(config.kafka(), "ingest-gateway"),
        Registry.client(config.registry()),
        config.http().deadline().minus(MARGIN));
  }
}
