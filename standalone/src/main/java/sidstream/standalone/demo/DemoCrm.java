// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.chassis.run.StartException;
import sidstream.testkit.FreePort;

/**
 * A small CRM that shows what it received. {@code POST /events} takes an event as JSON and forgets
 * repeats by {@code Idempotency-Key}; {@code GET /} is a page for people, {@code GET /events.json}
 * the newest event of each call, message and campaign, as received: with clear numbers, which the
 * page masks.
 *
 * <p>It lives in memory and keeps the 10,000 heard of last. It asks nobody who they are: bind it to
 * an inner address.
 */
public final class DemoCrm implements Part {

  static {
    // The JDK's server writes head and body apart; without this the body waits 40 ms for the
    // client's acknowledgement of the head. Read once, when the VM makes its first server.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int MOST_ACTIVITIES = 10_000;
  private static final int MOST_KEYS = 200_000;
  private static final int LARGEST_EVENT = 1 << 20;
  private static final int THREADS = 8;
  private static final int BACKLOG = 64;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final InetSocketAddress address;
  private final Activities activities = new Activities(MOST_ACTIVITIES, MOST_KEYS);
  private final CrmPage page = new CrmPage(ZoneId.systemDefault());
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, DemoCrm::thread);
  private volatile @Nullable HttpServer server;

  /**
   * @param port 0 picks a free one
   */
  public DemoCrm(String host, int port) {
    this.address = new InetSocketAddress(host, port == 0 ? FreePort.next() : port);
  }

  @Override
  public String name() {
    return "demo-crm";
  }

  /** Its root, without a slash at the end; known before the start. */
  public URI url() {
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  /**
   * @throws StartException when the port is taken
   */
  @Override
  public void start() {
    try {
      HttpServer opened = HttpServer.create(address, BACKLOG);
      opened.setExecutor(threads);
      opened.createContext("/", this::serve);
      opened.start();
      server = opened;
    } catch (IOException e) {
      throw new StartException("the demo CRM cannot listen on " + url() + ": " + e.getMessage(), e);
    }
  }

  /** What it received since it started. */
  public Totals totals() {
    return activities.totals();
  }

  /** What became of the calls and messages it still remembers. */
  public Outcomes outcomes() {
    return activities.snapshot(Instant.now()).outcomes();
  }

  @Override
  public Check check() {
    return server == null ? Check.notReady("not started") : Check.OK;
  }

  @Override
  public void close() {
    HttpServer open = server;
    server = null;
    if (open != null) {
      open.stop(0);
    }
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath();
      switch (request) {
        case "POST /events" -> exchange.sendResponseHeaders(receive(exchange), -1);
        case "GET /" -> show(exchange, "text/html", page());
        case "GET /page.css" -> show(exchange, "text/css", PageFiles.STYLE);
        case "GET /page.js" -> show(exchange, "text/javascript", PageFiles.SCRIPT);
        case "GET /events.json" -> show(exchange, "application/json", latest());
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  /** 200 for a repeat too: the sender did right. */
  private int receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_EVENT + 1);
    if (body.length > LARGEST_EVENT) {
      return 413;
    }
    try {
      JsonNode event = MAPPER.readTree(body);
      String header = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      String key = header == null ? event.path("id").asText("") : header;
      if (key.isBlank() || event.path("sid").asText("").isBlank()) {
        return 422;
      }
      activities.accept(key, event, Instant.now());
      return 200;
    } catch (JsonProcessingException e) {
      return 400;
    }
  }

  private String page() {
    return page.html(snapshot(), Instant.now());
  }

  private String latest() throws IOException {
    return MAPPER.writeValueAsString(snapshot().latest().stream().map(Activity::body).toList());
  }

  private Activities.Snapshot snapshot() {
    return activities.snapshot(Instant.now());
  }

  private static void show(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'self'; img-src data:");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "demo-crm");
    thread.setDaemon(true);
    return thread;
  }
}
