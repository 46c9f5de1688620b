// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.Registry;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.chassis.run.Part;
import sidstream.ingest.GatewayConfig.ExotelApiConfig;
import sidstream.ingest.GatewayConfig.HttpConfig;
import sidstream.ingest.GatewayConfig.SpoolConfig;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.http.Limits;
import sidstream.ingest.http.OpenApi;
import sidstream.ingest.http.TlsFiles;
import sidstream.ingest.http.WebhookHandler;
import sidstream.ingest.http.WebhookHandler.Counting;
import sidstream.ingest.http.WebhookServer;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.AnswersReport;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.KafkaEventLog;
import sidstream.ingest.log.SpoolingEventLog;
import sidstream.ingest.pull.Findings;
import sidstream.ingest.pull.Pull;
import sidstream.ingest.spool.SpoolStore;
import sidstream.schemas.Topics;

/**
 * The gateway, put together.
 *
 * @param app its parts in their order: what webhooks end in, and what is told of them, before the
 *     port, so that the port closes first
 * @param http knows the port in use
 */
public record Gateway(App app, WebhookServer http) {

  private static final Duration BALANCE_EVERY = Duration.ofMinutes(10);

  /**
   * @throws sidstream.chassis.config.ConfigException when a setting makes no sense
   */
  public static App wire(GatewayConfig config, Ops ops) {
    return of(config, ops).app();
  }

  /** As {@link #wire}, for callers that let the gateway pick its port. */
  public static Gateway of(GatewayConfig config, Ops ops) {
    return of(config, ops, Clock.systemUTC());
  }

  /**
   * As {@link #wire}, for callers that set the gateway's clock.
   *
   * @param clock which tells when webhooks are received, and when a minute is over
   */
  public static Gateway of(GatewayConfig config, Ops ops, Clock clock) {
    EventLog log = log(config, ops);
    return of(config, ops, log, report(config, log, clock), clock);
  }

  /** With a log of another kind; answers are not reported. */
  static Gateway of(GatewayConfig config, Ops ops, EventLog log) {
    return of(config, ops, log, null, Clock.systemUTC());
  }

  private static Gateway of(
      GatewayConfig config, Ops ops, EventLog log, @Nullable AnswersReport report, Clock clock) {
    HttpConfig http = config.http();
    Map<String, Endpoint> endpoints = Sources.endpoints(config.sources(), ops.meters());
    WebhookHandler handler =
        new WebhookHandler(
            endpoints,
            log,
            limits(http),
            new Counting(ops.meters(), report == null ? AnswerTally.NONE : report),
            clock);
    WebhookServer server =
        new WebhookServer(address(http), http.deadline().plusSeconds(1), handler);
    OpenApi described = new OpenApi(endpoints, limits(http));
    ops.page("/openapi", "text/html; charset=utf-8", () -> described.html(server.url()));
    ops.page("/openapi.json", "application/json", () -> described.json(server.url()));
    WarmUp warmUp = new WarmUp(endpoints, log, limits(http));
    Pull pull = report == null ? null : pull(config, log, report, ops, clock);
    List<Part> parts =
        Stream.of(log, report, pull, warmUp, server)
            .filter(Objects::nonNull)
            .<Part>map(p -> p)
            .toList();
    return new Gateway(new App("ingest-gateway", parts), server);
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

  /** A quarter of an answer's time is Kafka's, the rest the spool's: a busy disk takes its time. */
  private static EventLog log(GatewayConfig config, Ops ops) {
    Topics topics = new Topics(config.kafka().topicPrefix());
    KafkaClients clients = new KafkaClients(config.kafka(), "ingest-gateway");
    SchemaRegistryClient registry = Registry.client(config.registry());
    SpoolConfig spool = config.spool();
    return spool.maxBytes() == 0
        ? new KafkaEventLog(topics, clients, registry)
        : new SpoolingEventLog(
            topics,
            clients,
            registry,
            new SpoolStore(spool.directory(), spool.maxBytes(), ops.meters()),
            config.http().deadline().dividedBy(4));
  }

  private static AnswersReport report(GatewayConfig config, EventLog log, Clock clock) {
    return new AnswersReport(
        new Topics(config.kafka().topicPrefix()),
        new KafkaClients(config.kafka(), "ingest-gateway-vitals"),
        Registry.client(config.registry()),
        clock,
        new AnswersReport.Origin(
            instance(), config.sources().keySet(), log::spooled, log.clockSkew()));
  }

  private static @Nullable Pull pull(
      GatewayConfig config, EventLog log, AnswersReport report, Ops ops, Clock clock) {
    ExotelApiConfig api = config.exotelApi().orElse(null);
    if (api == null) {
      return null;
    }
    return new Pull(
        new Pull.Account(
            ExotelAccount.of(api),
            Sources.exotelAnswers(config.sources()),
            api.balanceEvery().orElse(BALANCE_EVERY)),
        new Pull.Reach(
            new Topics(config.kafka().topicPrefix()),
            new KafkaClients(config.kafka(), "ingest-gateway-pull"),
            Registry.client(config.registry())),
        new Findings(log, report, report, ops.meters()),
        clock);
  }

  private static String instance() {
    String host = System.getenv().getOrDefault("HOSTNAME", "gateway");
    return host + '-' + UUID.randomUUID().toString().substring(0, 8);
  }
}
