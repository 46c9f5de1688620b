// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes attempts, one part after the other; each call gives a new one. */
record Attempts(Attempt attempt) {

  static final Attempts PLAIN =
      new Attempts(
          new Attempt(
              new Attempt.Target("POST", "/hooks/exotel/call", null),
              Map.of(),
              InetAddress.getLoopbackAddress(),
              Instant.ofEpochSecond(1_614_265_330),
              ByteBuffer.allocate(0)));

  Attempts header(String lowerCaseName, String... values) {
    Map<String, List<String>> headers = new HashMap<>(attempt.headers());
    headers.put(lowerCaseName, List.of(values));
    if (values.length == 0) {
      headers.remove(lowerCaseName);
    }
    return with(attempt.target(), headers, attempt.sender(), attempt.body());
  }

  Attempts body(byte[] body) {
    return with(attempt.target(), attempt.headers(), attempt.sender(), ByteBuffer.wrap(body));
  }

  Attempts body(String body) {
    return body(body.getBytes(UTF_8));
  }

  Attempts target(String method, String pathAndQuery, @Nullable String secret) {
    Attempt.Target target = new Attempt.Target(method, pathAndQuery, secret);
    return with(target, attempt.headers(), attempt.sender(), attempt.body());
  }

  Attempts secret(@Nullable String secret) {
    return target(attempt.target().method(), attempt.target().pathAndQuery(), secret);
  }

  Attempts sender(@Nullable InetAddress sender) {
    return with(attempt.target(), attempt.headers(), sender, attempt.body());
  }

  Attempts sender(String address) {
    return sender(Objects.requireNonNull(IpLiteral.parse(address)));
  }

  Attempts at(long epochSecond) {
    Instant at = Instant.ofEpochSecond(epochSecond);
    return new Attempts(
        new Attempt(attempt.target(), attempt.headers(), attempt.sender(), at, attempt.body()));
  }

  byte[] bytes() {
    byte[] bytes = new byte[attempt.body().remaining()];
    attempt.body().duplicate().get(bytes);
    return bytes;
  }

  private Attempts with(
      Attempt.Target target,
      Map<String, List<String>> headers,
      @Nullable InetAddress sender,
      ByteBuffer body) {
    return new Attempts(new Attempt(target, headers, sender, attempt.at(), body));
  }
}
