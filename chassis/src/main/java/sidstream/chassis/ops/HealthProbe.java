// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

/**
 * Asks an app's operations port how it is, from inside its container: an image has Java, but not
 * always curl or a shell. Exit code 0 while {@code /health} says 200, else 1; another path may be
 * given as argument. Finds the port by the app's own environment variables.
 */
public final class HealthProbe {

  private static final int BOUND_MS = 3_000;
  private static final String DEFAULT_PORT = "9400";

  private HealthProbe() {}

  public static void main(String[] args) {
    String path = args.length == 0 ? "/health" : args[0];
    System.exit(isHealthy(System.getenv(), path) ? 0 : 1);
  }

  static boolean isHealthy(Map<String, String> environment, String path) {
    String host = environment.getOrDefault("SIDSTREAM_OPS_HOST", "127.0.0.1");
    int port = Integer.parseInt(environment.getOrDefault("SIDSTREAM_OPS_PORT", DEFAULT_PORT));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(reachable(host), port), BOUND_MS);
      socket.setSoTimeout(BOUND_MS);
      String request = "GET " + path + " HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return status != null && status.startsWith("200", "HTTP/1.1 ".length());
    } catch (IOException e) {
      return false;
    }
  }

  /** An app that listens on every address is asked on the loopback one. */
  private static InetAddress reachable(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
  }
}
