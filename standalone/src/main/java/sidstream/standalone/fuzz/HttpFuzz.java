// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends spoiled requests to a running gateway, each on a connection that it then half closes. Every
 * answer must be of the table, every connection must end in time, and good requests must still be
 * answered 200.
 */
final class HttpFuzz {

  private static final Set<Integer> TABLE =
      Set.of(100, 200, 400, 401, 403, 404, 405, 408, 413, 414, 431, 503);
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final int LONGEST_MS = 15_000;
  private static final int EVERY = 50;

  private final int port;
  private final HttpMutation mutation;
  private final Map<Integer, Long> answers = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private long unanswered;

  HttpFuzz(int port, HttpMutation mutation) {
    this.port = port;
    this.mutation = mutation;
  }

  void run(int requests) throws IOException {
    for (int i = 0; i < requests && problems.size() < 20; i++) {
      byte[] request = mutation.next();
      judge(i, request, exchange(request));
      if (i % EVERY == 0) {
        byte[] good = mutation.good();
        String answer = exchange(good);
        if (!answer.startsWith("HTTP/1.1 200")) {
          problems.add("request " + i + ": a good one is answered " + answer + start(good));
        }
      }
    }
  }

  /** Statuses and how often; 0 for connections that were closed without an answer. */
  Map<Integer, Long> answers() {
    Map<Integer, Long> all = new TreeMap<>(answers);
    all.put(0, unanswered);
    return all;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private void judge(int number, byte[] request, String answer) {
    Matcher lines = STATUS_LINE.matcher(answer);
    boolean any = false;
    while (lines.find()) {
      any = true;
      int status = Integer.parseInt(lines.group(1));
      answers.merge(status, 1L, Long::sum);
      if (!TABLE.contains(status)) {
        problems.add("request " + number + ": answered " + status + "\n" + start(request));
      }
    }
    unanswered += any ? 0 : 1;
    if (answer.endsWith("HANGS")) {
      problems.add("request " + number + ": neither answered nor closed\n" + start(request));
    }
  }

  /** All that comes back until the connection ends. */
  private String exchange(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LONGEST_MS);
      return exchange(socket, request);
    }
  }

  private static String exchange(Socket socket, byte[] request) {
    StringBuilder answer = new StringBuilder();
    try {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[4096];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        answer.append(new String(piece, 0, n, ISO_8859_1));
      }
    } catch (SocketTimeoutException e) {
      answer.append("HANGS");
    } catch (SocketException e) {
      // closed by the gateway while we were sending: its right after a malformed request
    } catch (IOException e) {
      answer.append("HANGS");
    }
    return answer.toString();
  }

  private static String start(byte[] request) {
    return new String(request, 0, Math.min(400, request.length), ISO_8859_1);
  }
}
