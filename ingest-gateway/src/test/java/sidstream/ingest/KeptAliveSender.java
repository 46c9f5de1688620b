// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends one webhook after the other on a connection that it keeps until it is told to close, then
 * on a new one, until none can be had.
 */
final class KeptAliveSender extends Thread {

  private static final int PATIENCE_MS = 20_000;

  private final int port;
  private final int number;
  private final List<String> receipts = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private boolean refused;

  KeptAliveSender(int port, int number) {
    super("sender-" + number);
    this.port = port;
    this.number = number;
  }

  /** Receipts of what was answered 200. */
  List<String> receipts() {
    return receipts;
  }

  /** Status of every answer. */
  List<String> answers() {
    return answers;
  }

  /** Requests sent completely that nobody answered. */
  List<String> lost() {
    return lost;
  }

  /** Whether it ended because no connection could be had. */
  boolean wasRefused() {
    return refused;
  }

  @Override
  public void run() {
    while (lost.isEmpty()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        use(socket);
      } catch (IOException e) {
        refused = true;
        return;
      }
    }
  }

  private void use(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    boolean open = true;
    for (int before = 0; open && isOpen(socket); before++) {
      String body = "CallSid=s" + number + '-' + answers.size() + "&Status=completed";
      String head =
          "POST /hooks/exotel/call/%s HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n"
                  .formatted(TestConfig.SECRET, body.length())
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(US_ASCII));
      try {
        open = read(in);
      } catch (IOException e) {
        lost.add("request " + before + " of its connection: " + e);
        return;
      }
    }
  }

  /** As clients that keep connections do: one that was closed meanwhile is not used again. */
  private static boolean isOpen(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  /** Returns false when the connection closes. */
  private boolean read(BufferedReader in) throws IOException {
    String status = in.readLine();
    if (status == null) {
      throw new IOException("closed without an answer");
    }
    answers.add(status.substring(9, 12));
    boolean open = true;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      open &= !line.equalsIgnoreCase("Connection: close");
      if (line.startsWith("Sidstream-Receipt: ")) {
        receipts.add(line.substring(line.indexOf(' ') + 1));
      }
    }
    return open;
  }
}
