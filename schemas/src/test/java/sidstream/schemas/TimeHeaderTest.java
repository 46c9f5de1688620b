// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class TimeHeaderTest {

  @Test
  void everyTimeIsWrittenAsItIsWhateverWasWrittenBefore() {
    TimeHeader header = new TimeHeader();
    for (String time :
        List.of(
            "1970-01-01T00:00:00Z",
            "2026-03-01T10:42:00.125Z",
            "2026-03-01T10:42:00.125Z",
            "2026-03-01T10:42:00.126Z",
            "2026-03-01T10:42:00.125Z")) {
      Header written = header.of(Instant.parse(time));
      assertThat(written.key()).isEqualTo("ce_time");
      assertThat(new String(written.value(), UTF_8)).isEqualTo(time);
    }
  }
}
