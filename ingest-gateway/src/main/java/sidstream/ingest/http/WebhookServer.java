// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.chassis.run.StartException;

/**
 * Listens for webhooks on {@code /hooks/<source>/<feed>/<secret>}. When it closes, requests under
 * way get their answers first.
 */
public final class WebhookServer implements Part {

  private static final Logger log = LoggerFactory.getLogger(WebhookServer.class);

  /** Nothing waits in one, so few do: bursts of small tasks would only make more of them. */
  private static final int MAX_THREADS = 32;

  /** Who selects a request serves it: as many as can run at a time, of the threads above. */
  private static final int SELECTORS =
      Math.min(MAX_THREADS / 4, Runtime.getRuntime().availableProcessors());

  private static final int BACKLOG = 4096;

  /** Accepted above the bound on connections, to be told 503; beyond that nothing is accepted. */
  private static final int TURNED_AWAY = 256;

  /**
   * Kept-alive connections have so long for one more request, whose answer says that they close.
   */
  private static final int FAREWELL_MS = 100;

  private static final int FAREWELL_LOOK_MS = 5;

  /** A kept-alive connection without a request is not waited for any longer when closing. */
  private static final int IDLE_AT_STOP_MS = 50;

  private final String host;
  private final int port;
  private final Duration drain;
  private final WebhookHandler handler;
  private final @Nullable TlsCertificate tls;
  private volatile @Nullable Javalin running;

  /**
   * Where it listens.
   *
   * @param host address
   * @param port 0 picks a free one
   * @param tls none for plain HTTP, behind a proxy
   */
  public record Address(String host, int port, Optional<TlsFiles> tls) {}

  /**
   * @param drain how long closing waits for answers
   */
  public WebhookServer(Address address, Duration drain, WebhookHandler handler) {
    host = address.host();
    port = address.port();
    tls = address.tls().map(TlsCertificate::new).orElse(null);
    this.drain = drain;
    this.handler = handler;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public void start() {
    Javalin javalin = Javalin.create(this::configure);
    try {
      running = javalin.start();
    } catch (JavalinException e) {
      throw new StartException(
          "the port %s:%d (sidstream.http.host, sidstream.http.port) cannot be opened: %s"
              .formatted(bracketed(), port, reason(e)),
          e);
    }
    handler.around().sweeper().start();
    log.atInfo().addKeyValue("host", host).addKeyValue("port", port()).log("listening");
  }

  /**
   * The port in use.
   *
   * @throws IllegalStateException when it is not running
   */
  public int port() {
    Javalin javalin = running;
    if (javalin == null) {
      throw new IllegalStateException("not running");
    }
    return javalin.port();
  }

  /** How people on this machine reach it. */
  public String url() {
    Javalin javalin = running;
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    return (tls == null ? "http://" : "https://")
        + (everywhere ? "localhost" : bracketed())
        + ':'
        + (javalin == null ? port : javalin.port());
  }

  private String bracketed() {
    return host.indexOf(':') < 0 ? host : '[' + host + ']';
  }

  @Override
  public Check check() {
    if (running == null) {
      return Check.notReady("not listening");
    }
    String problem = tls == null ? null : tls.problem();
    return problem == null
        ? Check.OK
        : new Check(true, true, "certificate not renewed: " + problem);
  }

  @Override
  public void close() {
    Javalin javalin = running;
    running = null;
    if (javalin != null) {
      sayFarewell(javalin.jettyServer().server());
      javalin.stop();
    }
    handler.around().sweeper().close();
  }

  /**
   * Takes no new connection, and tells the others that they close: the server below closes them at
   * once when it stops, also those whose last answer did not say so, and a request that is on its
   * way then would get no answer.
   */
  private void sayFarewell(Server server) {
    handler.around().inFlight().leaveSoon();
    for (Connector connector : server.getConnectors()) {
      ((ServerConnector) connector).close();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MS);
    try {
      while (handler.around().connections().size() > 0 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(FAREWELL_LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void configure(JavalinConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("http");
    int processors = Runtime.getRuntime().availableProcessors(); // more would only be woken
    QueuedThreadPool next = pool("http-next", processors);
    QueuedThreadPool large = pool("http-large", processors);
    QueuedThreadPool answers = pool("http-answers", 1);
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = threads;
    config.jetty.addConnector((server, http) -> connector(server, http, next));
    config.jetty.modifyServer(
        server -> {
          server.addBean(next, true);
          server.addBean(large, true);
          server.addBean(answers, true);
          server.setHandler(new Intake(handler, new WebhookHandler.Helpers(large, answers)));
          server.setErrorHandler(handler.answers());
          server.setStopTimeout(drain.toMillis());
        });
    config.routes.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx));
  }

  private static QueuedThreadPool pool(String name, int threads) {
    QueuedThreadPool pool = new QueuedThreadPool(threads, threads);
    pool.setReservedThreads(0);
    pool.setName(name);
    return pool;
  }

  private Connector connector(Server server, HttpConfiguration http, Executor next) {
    Limits limits = handler.limits();
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(UriCompliance.DEFAULT.with("hash in query", Violation.FRAGMENT));
    http.setRequestHeaderSize(limits.bounds().headerBytes());
    http.setSendServerVersion(false);
    http.setHeaderCacheSize(0); // it would be 49 KB for each connection with a second request
    ServerConnector connector =
        new PlainEndPoint.Connector(server, SELECTORS, protocols(http, next));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(limits.times().idle().toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP_MS);
    connector.addBean(handler.around().connections());
    connector.addBean(
        new NetworkConnectionLimit(limits.bounds().connections() + TURNED_AWAY, connector));
    return connector;
  }

  private ConnectionFactory[] protocols(HttpConfiguration http, Executor next) {
    HttpConnectionFactory http1 = new OneReaderHttp(http, next);
    if (tls == null) {
      return new ConnectionFactory[] {http1};
    }
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol("http/1.1");
    handler.watch(tls);
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls.open(), alpn.getProtocol()),
      alpn,
      new HTTP2ServerConnectionFactory(http),
      http1
    };
  }

  /** Outside the webhooks' paths there is nothing. */
  private void refuse(Context ctx) {
    ctx.status(Reply.UNKNOWN.status()).result("");
    handler.answers().count(null, Reply.UNKNOWN);
  }

  /** The innermost message; the outer ones are Javalin's advice. */
  private static @Nullable String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage();
  }
}
