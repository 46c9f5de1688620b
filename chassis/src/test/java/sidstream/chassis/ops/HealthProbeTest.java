// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthProbeTest {

  private final Ops ops = new Ops();
  private OpsServer server;

  @BeforeEach
  void start() throws IOException {
    server = new OpsServer(ops, "0.0.0.0", 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
    ops.close();
  }

  @Test
  void anAppIsHealthyWhileNoPartNeedsARestart() {
    ops.health().add("sink.consume", () -> Check.notReady("no broker"));
    assertThat(isHealthy("/health")).isTrue();
    assertThat(isHealthy("/ready")).isFalse();
    ops.health().add("sink.consume", () -> Check.dead("a bug"));
    assertThat(isHealthy("/health")).isFalse();
  }

  @Test
  void anAppThatIsNotThereIsNotHealthy() {
    server.close();
    assertThat(isHealthy("/health")).isFalse();
  }

  private boolean isHealthy(String path) {
    String port = Integer.toString(server.port());
    return HealthProbe.isHealthy(
        Map.of("SIDSTREAM_OPS_HOST", "0.0.0.0", "SIDSTREAM_OPS_PORT", port), path);
  }
}
