// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import sidstream.chassis.run.StartException;

/**
 * The ports of the one-command run, side by side.
 *
 * @param host address that all of them are bound to
 * @param base port of the gateway; the others follow
 */
record Ports(String host, int base) {

  private static final int HIGHEST_BASE = 65_530;

  Ports {
    if (base < 1 || base > HIGHEST_BASE) {
      throw new IllegalArgumentException(
          "--base-port " + base + " is not between 1 and " + HIGHEST_BASE);
    }
  }

  int gateway() {
    return base;
  }

  int ops() {
    return base + 1;
  }

  int broker() {
    return base + 2;
  }

  int registry() {
    return base + 3;
  }

  int controller() {
    return base + 4;
  }

  int demoCrm() {
    return base + 5;
  }

  /**
   * Looks before anything starts, so that nothing is half started.
   *
   * @throws StartException with the first port that is taken and what it is for
   */
  void checkFree(boolean demo) {
    Map<String, Integer> needed = new LinkedHashMap<>();
    needed.put("the gateway", gateway());
    needed.put("the operations page", ops());
    needed.put("the broker", broker());
    needed.put("the registry", registry());
    needed.put("the broker's controller", controller());
    if (demo) {
      needed.put("the demo CRM", demoCrm());
    }
    needed.forEach(this::checkFree);
  }

  private void checkFree(String purpose, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new StartException(
          "port %d on %s for %s cannot be used (%s): free it or choose others with --base-port"
              .formatted(port, host, purpose, e.getMessage()),
          e);
    }
  }
}
