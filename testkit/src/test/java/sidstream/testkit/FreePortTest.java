// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {

  @Test
  void noPortIsPickedTwice() {
    Set<Integer> picked = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      assertThat(picked.add(FreePort.next())).isTrue();
    }
  }

  @Test
  void aPortInUseIsPassedOver() throws Exception {
    int next = FreePort.next() + 1;
    try (ServerSocket other = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePort.next()).isNotEqualTo(other.getLocalPort());
    }
  }
}
