// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import sidstream.ingest.verify.Verdict;
import sidstream.ingest.verify.Verdict.Ground;

class ReplyTest {

  private static final Receipt RECEIPT = new Receipt.Stored(3, 42);
  private static final Receipt SPOOLED = new Receipt.Spooled(7);
  private static final Reading EVENT =
      new PlainSource().read(Webhooks.of("plain", "text/plain", "c0ffee"));
  private static final Reading QUARANTINE =
      new Reading.Quarantine(Reason.NO_SID, "CallSid is empty");

  @Test
  void aReceiptMakes200AndNothingElseDoes() {
    assertThat(Reply.of(EVENT, RECEIPT)).isEqualTo(Reply.STORED);
    assertThat(Reply.of(EVENT, SPOOLED)).isEqualTo(Reply.SPOOLED);
    assertThat(Reply.of(QUARANTINE, RECEIPT)).isEqualTo(Reply.QUARANTINED);
    assertThat(Reply.of(QUARANTINE, SPOOLED)).isEqualTo(Reply.QUARANTINED);
    assertThat(Reply.of(EVENT, null)).isEqualTo(Reply.NO_RECEIPT);
    assertThat(Reply.of(QUARANTINE, null)).isEqualTo(Reply.NO_RECEIPT);
  }

  @Test
  void whoIsRefusedIsToldOnWhatGround() {
    assertThat(Reply.of(new Verdict.Refused(Ground.CREDENTIALS, "")).status()).isEqualTo(401);
    assertThat(Reply.of(new Verdict.Refused(Ground.ADDRESS, "")).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "STORED, 200, '', ''",
    "SPOOLED, 200, '', ''",
    "QUARANTINED, 200, '', ''",
    "WELCOME, 200, '', ''",
    "MALFORMED, 400, Connection, close",
    "STRANGER, 401, WWW-Authenticate, 'Basic realm=\"sidstream\"'",
    "UNWANTED, 403, '', ''",
    "UNKNOWN, 404, '', ''",
    "WRONG_METHOD, 405, Allow, 'GET, HEAD, POST'",
    "TOO_SLOW, 408, Connection, close",
    "TOO_LARGE, 413, Connection, close",
    "LONG_TARGET, 414, Connection, close",
    "LARGE_HEADER, 431, Connection, close",
    "NO_RECEIPT, 503, Retry-After, 1",
    "BUSY, 503, Retry-After, 1",
    "FAULT, 503, Retry-After, 1"
  })
  void everyCellOfTheTable(Reply reply, int status, String header, String value) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers()).isEqualTo(header.isEmpty() ? Map.of() : Map.of(header, value));
  }

  @ParameterizedTest
  @CsvSource({
    "400, MALFORMED",
    "408, TOO_SLOW",
    "413, TOO_LARGE",
    "414, LONG_TARGET",
    "417, MALFORMED",
    "426, MALFORMED",
    "431, LARGE_HEADER",
    "500, FAULT",
    "503, BUSY",
    "505, MALFORMED"
  })
  void whatTheServerBelowRefusesHasItsCell(int status, Reply reply) {
    assertThat(Reply.ofBroken(status)).isEqualTo(reply);
  }

  @Test
  void everyRefusalThatIsOurFaultMayBeTriedAgain() {
    assertThat(Arrays.stream(Reply.values()).filter(reply -> reply.status() >= 500))
        .allMatch(reply -> reply.headers().containsKey("Retry-After"));
  }

  @Test
  void theReadmeHasTheTable() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    for (Reply reply : Reply.values()) {
      assertThat(readme).contains(row(reply));
    }
  }

  private static String row(Reply reply) {
    String headers =
        reply.headers().entrySet().stream()
            .map(header -> "`" + header.getKey() + ": " + header.getValue() + "`")
            .collect(Collectors.joining());
    return "| %d | %s | %s |"
        .formatted(reply.status(), reply.situation(), headers)
        .replace("|  |", "| |");
  }
}
