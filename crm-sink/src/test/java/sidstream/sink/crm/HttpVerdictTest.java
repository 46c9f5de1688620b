// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Delivered;
import sidstream.sink.delivery.DeliveryResult.Rejected;
import sidstream.sink.delivery.DeliveryResult.Retry;

class HttpVerdictTest {

  private static final Instant NOW = Instant.parse("2025-11-12T09:00:00Z");

  private final HttpVerdict verdict = new HttpVerdict(Set.of(), Set.of());

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 208, 299})
  void successIsDelivered(int status) {
    assertThat(of(status)).isEqualTo(new Delivered(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 520, 599})
  void whatMayPassIsTriedAgain(int status) {
    assertThat(of(status)).isEqualTo(new Retry(null, "the CRM answered " + status, status));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 413, 415, 422,
        451, 600, 999
      })
  void aNoToTheEventIsRejected(int status) {
    assertThat(of(status)).isEqualTo(new Rejected("the CRM answered " + status, status));
  }

  @Test
  void settingsNameWhatACrmMeansOtherwise() {
    HttpVerdict mine = new HttpVerdict(Set.of(409), Set.of(404));
    assertThat(mine.ofAnswer(409, null, NOW)).isEqualTo(new Delivered(409));
    assertThat(mine.ofAnswer(404, null, NOW)).isInstanceOf(Retry.class);
    assertThat(mine.ofAnswer(400, null, NOW)).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "' 120 ',120",
    "'Wed, 12 Nov 2025 09:00:30 GMT',30",
    "'Wed, 12 Nov 2025 08:59:00 GMT',0"
  })
  void retryAfterIsSecondsOrADate(String header, long seconds) {
    assertThat(of(429, header))
        .isEqualTo(new Retry(Duration.ofSeconds(seconds), "the CRM answered 429", 429));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Wed, 99 Nov 2025"})
  void aRetryAfterThatMeansNothingIsIgnored(String header) {
    assertThat(of(503, header)).isEqualTo(new Retry(null, "the CRM answered 503", 503));
  }

  @Test
  void noAnswerIsTriedAgain() {
    assertThat(verdict.ofError(new ConnectException("Connection refused")))
        .isEqualTo(new Retry(null, "no answer: ConnectException: Connection refused", null));
  }

  @Test
  void aLongErrorIsCut() {
    Retry retry = (Retry) verdict.ofError(new IOException("x".repeat(10_000)));
    assertThat(retry.why()).hasSizeLessThan(250);
  }

  private DeliveryResult of(int status) {
    return of(status, null);
  }

  private DeliveryResult of(int status, @Nullable String retryAfter) {
    return verdict.ofAnswer(status, retryAfter, NOW);
  }
}
