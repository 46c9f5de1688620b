// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.PlainSource;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.Webhooks;

class ReplyTest {

  private static final Receipt RECEIPT = new Receipt.Stored(3, 42);
  private static final Reading EVENT =
      new PlainSource().read(Webhooks.of("plain", "text/plain", "c0ffee"));
  private static final Reading QUARANTINE =
      new Reading.Quarantine(Reason.NO_SID, "CallSid is empty");

  @Test
  void aReceiptMakes200AndNothingElseDoes() {
    assertThat(Reply.of(EVENT, RECEIPT)).isEqualTo(Reply.STORED);
    assertThat(Reply.of(QUARANTINE, RECEIPT)).isEqualTo(Reply.QUARANTINED);
    assertThat(Reply.of(EVENT, null)).isEqualTo(Reply.NO_RECEIPT);
    assertThat(Reply.of(QUARANTINE, null)).isEqualTo(Reply.NO_RECEIPT);
  }

  @ParameterizedTest
  @CsvSource({
    "STORED, 200, '', ''",
    "QUARANTINED, 200, '', ''",
    "WELCOME, 200, '', ''",
    "WRONG_SECRET, 401, WWW-Authenticate, PathSecret",
    "UNKNOWN, 404, '', ''",
    "WRONG_METHOD, 405, Allow, 'POST, HEAD'",
    "TOO_LARGE, 413, Connection, close",
    "NO_RECEIPT, 503, Retry-After, 1"
  })
  void everyCellOfTheTable(Reply reply, int status, String header, String value) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers()).isEqualTo(header.isEmpty() ? Map.of() : Map.of(header, value));
  }

  @Test
  void theReadmeHasTheTable() throws Exception {
    for (Reply reply : Reply.values()) {
      String headers =
          reply.headers().entrySet().stream()
              .map(header -> "`" + header.getKey() + ": " + header.getValue() + "`")
              .collect(Collectors.joining());
      assertThat(Files.readString(Path.of("README.md")))
          .contains("| " + reply.status() + " | " + reply.situation() + " | " + headers);
    }
  }
}
