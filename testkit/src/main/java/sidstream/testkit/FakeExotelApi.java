// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers as Exotel's API v1 does, over HTTP, and remembers what it was asked. Its account is
 * {@code exampleaccount}, key and token are {@code key} and {@code token}.
 */
public final class FakeExotelApi implements AutoCloseable {

  private static final String ACCOUNT = "/v1/Accounts/exampleaccount/";

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body, String retryAfter) {}

  /** On a free port of the loopback interface. */
  public FakeExotelApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on a resource is answered 200 so. */
  public void tell(String resource, String body) {
    answers.put(resource, new Answer(200, body, ""));
  }

  /**
   * From now on a resource is refused.
   *
   * @param retryAfter the header; none where it is empty
   */
  public void refuse(String resource, int status, String retryAfter) {
    answers.put(resource, new Answer(status, sample("error-429-v1.json"), retryAfter));
  }

  /** Resources with their queries, in order. */
  public List<String> asked() {
    return asked;
  }

  /** An answer as documented, a file of {@code exotel-api}. */
  public static String sample(String name) {
    try (InputStream in = FakeExotelApi.class.getResourceAsStream("exotel-api/" + name)) {
      if (in == null) {
        throw new NoSuchElementException(name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String resource = uri.getRawPath().substring(ACCOUNT.length());
    asked.add(uri.getRawQuery() == null ? resource : resource + '?' + uri.getRawQuery());
    boolean known = // key:token
        "Basic a2V5OnRva2Vu".equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && uri.getRawPath().startsWith(ACCOUNT);
    Answer answer =
        known
            ? answers.getOrDefault(resource, new Answer(404, "", ""))
            : new Answer(401, sample("error-401.json"), "");
    if (!answer.retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter);
    }
    byte[] body = answer.body.getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
