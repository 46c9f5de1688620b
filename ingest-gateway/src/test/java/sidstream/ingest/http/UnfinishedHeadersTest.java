// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.PlainSource;

class UnfinishedHeadersTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int ALL_TOGETHER = 100_000;

  private final TestServer server =
      TestServer.open(
          new InMemoryEventLog(),
          new PlainSource(),
          new Limits(
              new Limits.Times(LONG, LONG, LONG, LONG),
              new Limits.Bounds(1000, 65536, 100, 100, ALL_TOGETHER),
              0));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theLargestEndsWhenAllTogetherAreTooLarge() throws Exception {
    try (Socket small = begin(1_000);
        Socket large = begin(40_000);
        Socket largest = begin(60_000)) {
      assertThat(TestServer.everything(largest)).startsWith("HTTP/1.1 431 ");
      assertThat(complete(large)).startsWith("HTTP/1.1 200 ");
      assertThat(complete(small)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(server.scrape()).containsPattern("webhooks_answered_total\\{.*answer=\"431\".*} 1");
  }

  @Test
  void asMuchAsIsAllowedStays() throws Exception {
    try (Socket one = begin(45_000);
        Socket other = begin(45_000)) {
      assertThat(complete(one)).startsWith("HTTP/1.1 200 ");
      assertThat(complete(other)).startsWith("HTTP/1.1 200 ");
    }
  }

  /** Sends a request up to the middle of a header of about so many bytes. */
  private Socket begin(int bytes) throws IOException {
    Socket socket = server.socket();
    String head =
        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\nX-Long: ";
    String begun = head.formatted(TestServer.path("plain")) + "x".repeat(bytes);
    socket.getOutputStream().write(begun.getBytes(US_ASCII));
    return socket;
  }

  private static String complete(Socket socket) throws IOException {
    socket.getOutputStream().write("\r\n\r\nsid".getBytes(US_ASCII));
    return TestServer.everything(socket);
  }
}
