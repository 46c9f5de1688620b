// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.PlainSource;

/**
 * Shapes of requests that two servers may read differently, which is how one request is smuggled in
 * another. Each is refused, nothing of it is stored, and nothing after it on the connection is
 * read.
 */
class RefusedShapesTest {

  private static final String PATH = TestServer.path("plain");
  private static final String LINE = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\n";

  private final InMemoryEventLog memory = new InMemoryEventLog();
  private final TestServer server =
      TestServer.open(memory, new PlainSource(), TestServer.limits(Duration.ofSeconds(5), 1000));

  @AfterEach
  void stop() {
    server.close();
  }

  enum Shape {
    LENGTH_AND_CHUNKED(LINE + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    CHUNKED_AND_LENGTH(LINE + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n"),
    TWO_LENGTHS(LINE + "Content-Length: 6\r\nContent-Length: 7\r\n\r\nc0ffee!"),
    TWO_LENGTHS_IN_ONE(LINE + "Content-Length: 6, 6\r\n\r\nc0ffee"),
    THE_SAME_LENGTH_TWICE(LINE + "Content-Length: 6\r\nContent-Length: 6\r\n\r\nc0ffee"),
    SIGNED_LENGTH(LINE + "Content-Length: +6\r\n\r\nc0ffee"),
    NEGATIVE_LENGTH(LINE + "Content-Length: -1\r\n\r\nc0ffee"),
    HEX_LENGTH(LINE + "Content-Length: 0x6\r\n\r\nc0ffee"),
    HUGE_LENGTH(LINE + "Content-Length: 99999999999999999999\r\n\r\nc0ffee"),
    FOLDED_HEADER(LINE + "Content-Length: 6\r\nX-A: one\r\n two\r\n\r\nc0ffee"),
    FOLDED_CODING(LINE + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
    SPACE_BEFORE_COLON(LINE + "Content-Length : 6\r\n\r\nc0ffee"),
    NO_COLON(LINE + "Content-Length\r\n\r\n"),
    SPACE_BEFORE_NAME(LINE + " Content-Length: 6\r\n\r\nc0ffee"),
    BARE_LINE_FEED("POST " + PATH + " HTTP/1.1\nHost: x\nContent-Length: 6\n\nc0ffee"),
    BARE_LINE_FEED_IN_HEADER(LINE + "X-A: one\nContent-Length: 6\r\n\r\nc0ffee"),
    BARE_CARRIAGE_RETURN(LINE + "X-A: one\rContent-Length: 6\r\n\r\nc0ffee"),
    NUL_IN_HEADER(LINE + "X-A: o\0ne\r\nContent-Length: 6\r\n\r\nc0ffee"),
    NUL_IN_TARGET("POST " + PATH + "?a=\0 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    CODING_BEFORE_CHUNKED(LINE + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    CODING_AFTER_CHUNKED(LINE + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
    OTHER_CODING(LINE + "Transfer-Encoding: identity\r\n\r\nc0ffee"),
    UNKNOWN_CODING(LINE + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    CHUNKED_TWICE(LINE + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
    TWO_CODINGS(
        LINE + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
    CHUNKED_BEFORE_IT_WAS_INVENTED(
        "POST " + PATH + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    NO_CHUNK_SIZE(LINE + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
    NEGATIVE_CHUNK(LINE + "Transfer-Encoding: chunked\r\n\r\n-6\r\nc0ffee\r\n0\r\n\r\n"),
    HUGE_CHUNK(LINE + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nc0ffee"),
    CHUNK_WITHOUT_END(LINE + "Transfer-Encoding: chunked\r\n\r\n6\r\nc0ffeeXX0\r\n\r\n"),
    CHUNK_ENDED_BY_LINE_FEED(LINE + "Transfer-Encoding: chunked\r\n\r\n6\nc0ffee\n0\n\n"),
    BODY_OF_A_GET("GET " + PATH + "?a=b HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nc0ffee"),
    CHUNKED_BODY_OF_A_HEAD(
        "HEAD " + PATH + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    NO_HOST("POST " + PATH + " HTTP/1.1\r\nContent-Length: 6\r\n\r\nc0ffee"),
    TWO_HOSTS(LINE + "Host: y\r\nContent-Length: 6\r\n\r\nc0ffee"),
    BLANK_HOST("POST " + PATH + " HTTP/1.1\r\nHost:\r\nContent-Length: 6\r\n\r\nc0ffee"),
    OTHER_HOST_IN_TARGET(
        "POST http://y" + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nc0ffee"),
    USER_IN_TARGET(
        "POST http://u:p@x" + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nc0ffee"),
    HTTP_0_9("GET " + PATH + "?a=b\r\n\r\n"),
    HTTP_1_2("POST " + PATH + " HTTP/1.2\r\nHost: x\r\nContent-Length: 6\r\n\r\nc0ffee"),
    HTTP_3("POST " + PATH + " HTTP/3.0\r\nHost: x\r\nContent-Length: 6\r\n\r\nc0ffee"),
    HTTP_2_WITHOUT_TLS("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    TUNNEL("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n"),
    ESCAPED_DOTS("POST /hooks/%2e%2e" + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    ESCAPED_SLASH("POST /hooks/plain%2fplain/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    DOTS_WITH_PARAMETER(
        "POST /hooks/..;" + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    BACKSLASH("POST /hooks\\plain HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
    SPACE_IN_TARGET("GET " + PATH + "?a=b c HTTP/1.1\r\nHost: x\r\n\r\n"),
    UNKNOWN_EXPECTATION(LINE + "Expect: 200-ok\r\nContent-Length: 6\r\n\r\nc0ffee"),
    TLS_HANDSHAKE("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");

    private final String bytes;

    Shape(String bytes) {
      this.bytes = bytes;
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void isRefusedAndEndsTheConnection(Shape shape) throws Exception {
    String next = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nnever";
    String answer = server.raw(shape.bytes + next);
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("\r\nConnection: close\r\n", "\r\nContent-Length: 0\r\n")
        .endsWith("\r\n\r\n")
        .doesNotContain("Server:")
        .containsOnlyOnce("HTTP/1.1");
    assertThat(memory.events()).isEmpty();
    assertThat(memory.quarantined()).isEmpty();
    assertThat(server.scrape())
        .containsPattern("sidstream_webhooks_answered_total\\{answer=\"400\",.*} 1\\.0\n");
  }
}
