// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import sidstream.chassis.run.StartException;
import sidstream.testkit.FreePort;

class PortsTest {

  @Test
  void thePortsFollowTheGateways() {
    Ports ports = new Ports("127.0.0.1", 7000);

    assertThat(ports.gateway()).isEqualTo(7000);
    assertThat(ports.ops()).isEqualTo(7001);
    assertThat(ports.broker()).isEqualTo(7002);
    assertThat(ports.registry()).isEqualTo(7003);
  }

  @Test
  void aTakenPortIsNamedWithItsPurpose() throws Exception {
    int base = FreePort.next();
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), base + 2));

      assertThatThrownBy(() -> new Ports("127.0.0.1", base).checkFree(false))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + (base + 2))
          .hasMessageContaining("the broker")
          .hasMessageContaining("--base-port");
    }
    assertThatCode(() -> new Ports("127.0.0.1", base).checkFree(false)).doesNotThrowAnyException();
  }

  @Test
  void aBasePortOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new Ports("127.0.0.1", 70_000))
        .hasMessageContaining("--base-port 70000");
  }
}
