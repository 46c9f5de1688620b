// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.config.Secret;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Meters;
import sidstream.chassis.run.Part;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.http.Limits;
import sidstream.ingest.http.Routes;
import sidstream.ingest.http.WebhookHandler;
import sidstream.ingest.http.WebhookServer;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.RawWebhook.Request;
import sidstream.ingest.verify.PathSecret;

/**
 * Walks each source's examples through a server of its own, on the loopback interface and into
 * memory, before the real one opens: a cold VM takes longer for its first webhook than the deadline
 * of an answer allows. Nothing of it is stored or counted. A warm-up that fails is none, and no
 * reason not to start.
 */
final class WarmUp implements Part {

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final WebhookServer.Address ADDRESS =
      new WebhookServer.Address(LOOPBACK, 0, Optional.empty());
  private static final String SECRET = "only-for-the-warm-up";
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration ENOUGH = Duration.ofSeconds(1);
  private static final int MOST_ROUNDS = 20;

  private final Map<String, Endpoint> endpoints;
  private final EventLog eventLog;
  private final Limits limits;
  private volatile boolean warm;

  /**
   * @param eventLog rehearses what comes out
   * @param limits of the real server; here nothing is given up as early as there
   */
  WarmUp(Map<String, Endpoint> endpoints, EventLog eventLog, Limits limits) {
    this.endpoints = endpoints;
    this.eventLog = eventLog;
    this.limits = new Limits(new Limits.Times(BOUND, BOUND, BOUND, BOUND), limits.bounds(), 0);
  }

  @Override
  public String name() {
    return "warm-up";
  }

  @Override
  public void start() {
    long begun = System.nanoTime();
    InMemoryEventLog memory = new InMemoryEventLog();
    memory.start();
    try (WebhookServer server = new WebhookServer(ADDRESS, BOUND, handler(memory))) {
      server.start();
      int rounds = 0;
      do {
        sendAll(server.port());
      } while (++rounds < MOST_ROUNDS && System.nanoTime() - begun < ENOUGH.toNanos());
    } catch (IOException | RuntimeException e) {
      log.atWarn().setCause(e).log("the warm-up failed");
    }
    memory.events().forEach(eventLog::rehearse);
    warm = true;
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    log.atInfo()
        .addKeyValue("ms", millis)
        .addKeyValue("events", memory.events().size())
        .log("warm");
  }

  @Override
  public Check check() {
    return warm ? Check.OK : Check.notReady("warming up");
  }

  @Override
  public void close() {}

  private WebhookHandler handler(EventLog memory) {
    PathSecret secret = new PathSecret(new Secret(SECRET), Optional.empty());
    Map<String, Endpoint> own =
        endpoints.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, entry -> new Endpoint(secret, entry.getValue().source())));
    return new WebhookHandler(
        own,
        memory,
        limits,
        new WebhookHandler.Counting(new Meters(new SimpleMeterRegistry())),
        Clock.systemUTC());
  }

  private void sendAll(int port) throws IOException {
    for (Map.Entry<String, Endpoint> endpoint : endpoints.entrySet()) {
      for (var feed : endpoint.getValue().source().examples().entrySet()) {
        String path = Routes.path(endpoint.getKey(), feed.getKey(), SECRET);
        for (Request request : feed.getValue()) {
          send("http://" + LOOPBACK + ":" + port + path, request);
        }
      }
    }
  }

  /** A GET has its query as its body. */
  private static void send(String url, Request request) throws IOException {
    boolean get = request.method().equals("GET");
    String query = get ? '?' + new String(request.bytes(), ISO_8859_1) : "";
    // no URI: it refuses queries that providers send
    HttpURLConnection connection = (HttpURLConnection) new URL(url + query).openConnection();
    if (!get) {
      connection.setDoOutput(true);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", String.valueOf(request.contentType()));
      connection.getOutputStream().write(request.bytes());
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(url + " is answered " + connection.getResponseCode());
    }
  }
}
