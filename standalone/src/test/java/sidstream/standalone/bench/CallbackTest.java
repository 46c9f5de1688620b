// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CallbackTest {

  private final Callback callback = new Callback("/hooks/exotel/call/secret");

  @Test
  void theSidAndTheNumberAreWrittenOverTheCapturedRequest() {
    String request = text(callback.of(0xabcdefL, 42));

    assertThat(request)
        .startsWith("POST /hooks/exotel/call/secret HTTP/1.1\r\n")
        .contains("\r\n\r\n" + Callback.sid(0xabcdefL) + "\r\n")
        .contains("\r\n\r\norder_00042\r\n");
    assertThat(Callback.counter(Callback.sid(0xabcdefL))).isEqualTo(0xabcdefL);
    assertThat(Callback.number("order_00042")).isEqualTo(42);
  }

  @Test
  void theLengthIsTheBodys() {
    String request = text(callback.of(1));
    int body = request.indexOf("\r\n\r\n") + 4;

    assertThat(request).contains("Content-Length: " + (request.length() - body) + "\r\n");
  }

  private static String text(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return new String(all, ISO_8859_1);
  }
}
