// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations port: {@code /health} (200 while no part needs a restart), {@code /ready} (200
 * while every part works), {@code /metrics} (Prometheus), {@code /} (the same for people), and the
 * apps' own pages. Not for the public: bind it to an inner address.
 */
public final class OpsServer implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";

  /** More than one, so that a scraper that stops reading does not hide the health. */
  private static final int THREADS = 4;

  private final Ops ops;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, OpsServer::daemon);

  /**
   * @throws IOException when the port is taken
   */
  public OpsServer(Ops ops, String host, int port) throws IOException {
    this.ops = ops;
    server = HttpServer.create(new InetSocketAddress(host, port), 16);
    server.setExecutor(threads);
    Health health = ops.health();
    server.createContext(
        "/health", exchange -> answer(exchange, health.alive() ? 200 : 503, TEXT, parts()));
    server.createContext(
        "/ready", exchange -> answer(exchange, health.ready() ? 200 : 503, TEXT, parts()));
    server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", ops.scrape()));
    server.createContext("/", this::page);
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ops");
    thread.setDaemon(true);
    return thread;
  }

  private String parts() {
    return ops.health().now().entrySet().stream()
        .map(part -> part.getKey() + ": " + state(part.getValue()))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String state(Check check) {
    String state = check.ready() ? "ready" : check.alive() ? "not ready" : "dead";
    return check.detail().equals("ok") ? state : state + " (" + check.detail() + ")";
  }

  private void page(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Ops.Page page = ops.pages().get(path);
    if (page != null) {
      answer(exchange, 200, page.contentType(), page.content().get());
    } else if (path.equals("/")) {
      answer(exchange, 200, "text/html; charset=utf-8", index());
    } else {
      answer(exchange, 404, TEXT, "see " + String.join(", ", paths()) + "\n");
    }
  }

  private List<String> paths() {
    return Stream.concat(Stream.of("/health", "/ready", "/metrics"), ops.pages().keySet().stream())
        .toList();
  }

  private String index() {
    String rows =
        ops.health().now().entrySet().stream()
            .map(part -> OpsPage.row(part.getKey(), state(part.getValue())))
            .collect(Collectors.joining());
    return OpsPage.html(rows, paths());
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
      if (!head) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
