// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sidstream.chassis.config.Secret;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.http.Limits;
import sidstream.ingest.http.WebhookHandler;
import sidstream.ingest.http.WebhookServer;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.ingest.verify.PathSecret;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * The gateway's door with nothing behind it: what is measured is the door. Its port is its
 * argument; it prints it once it listens.
 */
final class ForgetfulGateway {

  private static final Duration DEADLINE = Duration.ofMillis(800);

  private ForgetfulGateway() {}

  /** Has everything, keeps nothing. */
  private static final class Nowhere implements EventLog {

    private static final Receipt RECEIPT = new Receipt.Stored(0, 0);

    @Override
    public CompletableFuture<Receipt> append(WebhookEvent event) {
      return CompletableFuture.completedFuture(RECEIPT);
    }

    @Override
    public CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
      return CompletableFuture.completedFuture(RECEIPT);
    }

    @Override
    public String name() {
      return "log";
    }

    @Override
    public void start() {}

    @Override
    public Check check() {
      return Check.OK;
    }

    @Override
    public void close() {}
  }

  public static void main(String[] args) {
    Limits limits =
        new Limits(
            new Limits.Times(
                DEADLINE, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30)),
            new Limits.Bounds(1 << 20, 1 << 16, 16_384, 4_096, 1 << 25),
            0);
    Endpoint exotel =
        new Endpoint(
            new PathSecret(new Secret(SlowSendersBench.SECRET), Optional.empty()),
            new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN"));
    WebhookHandler handler =
        new WebhookHandler(
            Map.of("exotel", exotel),
            new Nowhere(),
            limits,
            new WebhookHandler.Counting(new Meters(new SimpleMeterRegistry())),
            Clock.systemUTC());
    WebhookServer server =
        new WebhookServer(
            new WebhookServer.Address(Rig.HOST, Integer.parseInt(args[0]), Optional.empty()),
            DEADLINE,
            handler);
    server.start();
    System.out.println(server.port());
  }
}
