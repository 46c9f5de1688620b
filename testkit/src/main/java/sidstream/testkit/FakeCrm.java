// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CRM that records what it receives and answers by a script: 200 to everything unless told
 * otherwise. It keeps its port and its records when it is stopped and started again. Safe for use
 * by several threads.
 */
public final class FakeCrm implements AutoCloseable {
  static {
    // The JDK's server writes head and body apart; without this the body waits 40 ms for the
    // client's acknowledgement of the head. Read once, when the VM makes its first server.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final InetAddress address;
  private final int port = FreePort.next();
  private final List<CrmRequest> received = new ArrayList<>();
  private volatile Function<CrmRequest, CrmAnswer> script = request -> CrmAnswer.ok();
  private @Nullable HttpServer server;
  private @Nullable ScheduledExecutorService threads;

  /** On the loopback interface. */
  public FakeCrm() {
    this(InetAddress.getLoopbackAddress());
  }

  /**
   * @param address to listen on; containers reach this machine by another than the loopback one
   */
  public FakeCrm(InetAddress address) {
    this.address = address;
  }

  /**
   * Returns when it answers.
   *
   * @throws UncheckedIOException when its port is taken
   */
  public synchronized FakeCrm start() {
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads = Executors.newScheduledThreadPool(4);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
    return this;
  }

  /** From now on connections are refused; open ones are cut. May be called twice. */
  public synchronized void stop() {
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Its root for this machine, without a slash at the end; known before the start. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Replaces the script; requests already received are still answered by the old one. */
  public FakeCrm answer(Function<CrmRequest, CrmAnswer> next) {
    script = next;
    return this;
  }

  /** Everything received so far, in order of arrival. */
  public List<CrmRequest> requests() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** What was received about one call or message, in order of arrival. */
  public List<CrmRequest> bySid(String sid) {
    return requests().stream().filter(one -> one.sid().equals(Optional.of(sid))).toList();
  }

  /** The distinct values of {@code Idempotency-Key}: how often a real CRM would have acted. */
  public Set<String> idempotencyKeys() {
    return requests().stream()
        .flatMap(request -> request.header("Idempotency-Key").stream())
        .collect(Collectors.toSet());
  }

  private void receive(HttpExchange exchange) throws IOException {
    CrmRequest request =
        record(exchange, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    CrmAnswer answer = script.apply(request);
    ScheduledExecutorService later = threads;
    if (answer.delay().isZero() || later == null) {
      send(exchange, answer);
    } else {
      var unused =
          later.schedule(
              () -> send(exchange, answer), answer.delay().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private CrmRequest record(HttpExchange exchange, String body) {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, header -> header.getValue().get(0)));
    String target = exchange.getRequestURI().toString();
    synchronized (received) {
      CrmRequest request =
          new CrmRequest(received.size() + 1, exchange.getRequestMethod(), target, headers, body);
      received.add(request);
      return request;
    }
  }

  private static void send(HttpExchange exchange, CrmAnswer answer) {
    try (exchange) {
      if (answer.status() == 0) {
        return;
      }
      byte[] body = answer.body().getBytes(UTF_8);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException senderLeft) {
      // a sender that timed out is one of the faults this CRM is for
    }
  }
}
