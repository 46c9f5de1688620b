// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sidstream.chassis.config.Secret;
import sidstream.chassis.ops.Ops;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.verify.PathSecret;
import sidstream.ingest.verify.Redaction;
import sidstream.ingest.verify.Verifier;

/** A server on a free port with one source, {@code plain}, and bytes to send to it. */
final class TestServer implements AutoCloseable {

  static final String SECRET = "test-secret-0123456789";

  private static final Duration LONG = Duration.ofSeconds(5);
  private static final int PATIENCE_MS = 20_000;

  private final Ops ops = new Ops();
  private final Map<String, Endpoint> endpoints;
  private final EventLog log;
  private final Limits limits;
  private final Optional<TlsFiles> tls;
  private final WebhookServer server;

  private TestServer(Endpoint endpoint, EventLog log, Limits limits, Optional<TlsFiles> tls) {
    this.tls = tls;
    endpoints = Map.of("plain", endpoint);
    this.log = log;
    this.limits = limits;
    server = another("127.0.0.1", 0);
  }

  static TestServer open(EventLog log, WebhookSource source, Limits limits) {
    return open(
        new Endpoint(secret(), source, new Redaction(List.of(new Secret(SECRET)))), log, limits);
  }

  static TestServer open(Endpoint endpoint, EventLog log, Limits limits) {
    try {
      log.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    TestServer opened = new TestServer(endpoint, log, limits, Optional.empty());
    opened.server.start();
    return opened;
  }

  /** With TLS; not started. */
  static TestServer of(EventLog log, WebhookSource source, TlsFiles tls) throws Exception {
    log.start();
    return new TestServer(
        new Endpoint(secret(), source), log, limits(LONG, 1000), Optional.of(tls));
  }

  static Verifier secret() {
    return new PathSecret(new Secret(SECRET), Optional.empty());
  }

  static Limits limits(Duration deadline, int maxBody) {
    return new Limits(
        new Limits.Times(deadline, LONG, LONG, LONG),
        new Limits.Bounds(maxBody, 65536, 100, 100, 1_000_000),
        0);
  }

  static String path(String feed) {
    return "/hooks/plain/" + feed + "/" + SECRET;
  }

  /** A request up to its body; for those that no client would send. */
  static String head(String methodAndTarget, String... headers) {
    StringBuilder head = new StringBuilder(methodAndTarget + " HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head + "\r\n";
  }

  WebhookServer real() {
    return server;
  }

  /** One more of the same kind, not started. */
  WebhookServer another(String host, int port) {
    WebhookHandler handler =
        new WebhookHandler(
            endpoints, log, limits, new WebhookHandler.Counting(ops.meters()), Clock.systemUTC());
    return new WebhookServer(
        new WebhookServer.Address(host, port, tls), Duration.ofSeconds(2), handler);
  }

  int port() {
    return server.port();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  String scrape() {
    return ops.scrape();
  }

  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Sends the bytes of these characters and returns all that comes until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return everything(socket);
    }
  }

  /** All that comes until the other side closes, or resets after it has said something. */
  static String everything(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException e) {
      all.writeBytes("[reset]".getBytes(ISO_8859_1));
    }
    return all.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    server.close();
    ops.close();
  }
}
