// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SentAtTest {

  @Test
  void theTimeReturnsAsItWas() {
    long millis = Instant.parse("2026-11-22T10:00:00.123Z").toEpochMilli();
    RecordHeaders headers = new RecordHeaders();
    headers.add(SentAt.NAME, SentAt.value(millis));

    assertThat(SentAt.of(headers)).contains(Instant.ofEpochMilli(millis));
  }

  @Test
  void whatIsNoTimeIsNotThere() {
    assertThat(SentAt.of(new RecordHeaders())).isEmpty();
    assertThat(SentAt.of(new RecordHeaders().add(SentAt.NAME, null))).isEmpty();
    assertThat(SentAt.of(new RecordHeaders().add(SentAt.NAME, new byte[] {1}))).isEmpty();
  }
}
