// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.ops.Ops;
import sidstream.testkit.FakeExotelApi;
import sidstream.testkit.FreePort;

/** The gateway as its settings wire it, with an account at Exotel and without one. */
class GatewayPullTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String PULL = "ingest-gateway.pull";

  @TempDir private Path directory;

  @Test
  void withAnAccountTheApiIsAsked() throws Exception {
    try (FakeExotelApi api = new FakeExotelApi();
        Ops ops = new Ops()) {
      api.tell("Balance.json", FakeExotelApi.sample("balance.json"));
      Gateway gateway =
          Gateway.of(
              config(
                  Map.of(
                      "sidstream.exotel-api.url", api.url().toString(),
                      "sidstream.exotel-api.account", "exampleaccount",
                      "sidstream.exotel-api.key", "key",
                      "sidstream.exotel-api.token", "token")),
              ops);
      gateway.app().reportTo(ops.health()).start();
      await().atMost(PATIENCE).until(() -> api.asked().contains("Balance.json"));
      await().atMost(PATIENCE).until(() -> ops.health().ready());
      assertThat(ops.health().now()).containsKey(PULL);
      gateway.app().close();
    }
  }

  @Test
  void withoutOneNobodyAsks() {
    try (Ops ops = new Ops()) {
      var unused = Gateway.of(config(Map.of()), ops).app().reportTo(ops.health());
      assertThat(ops.health().now()).containsKey("ingest-gateway.http");
      assertThat(ops.health().now()).doesNotContainKey(PULL);
    }
  }

  private GatewayConfig config(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("sidstream.kafka.bootstrap-servers", "127.0.0.1:" + FreePort.next());
    settings.put("sidstream.registry.url", "http://127.0.0.1:" + FreePort.next());
    settings.put("sidstream.spool.directory", directory.toString());
    return TestConfig.with(settings);
  }
}
