// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Picks TCP ports for servers that must know their port before they bind it, or must come back on
 * the same one.
 *
 * <p>Ports are taken from 20000-31999, below the range from which Linux draws ports for outgoing
 * connections, so that a port stays free while its server is down. One process never picks a port
 * twice; two may still pick the same one in the moment before they bind it, which a start of their
 * own, far apart, makes unlikely.
 */
public final class FreePort {
  private static final int LOWEST = 20_000;
  private static final int BEYOND = 32_000;
  private static final int RANGE = BEYOND - LOWEST;
  private static final AtomicInteger picked =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

  private FreePort() {}

  /**
   * A port that nobody listens on now.
   *
   * @throws IllegalStateException when none was found
   */
  public static int next() {
    for (int attempt = 0; attempt < RANGE; attempt++) {
      int port = LOWEST + Math.floorMod(picked.getAndIncrement(), RANGE);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + LOWEST + " and " + BEYOND);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
