// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LiveLineTest {

  @Test
  void theLineTellsWhatFlows() {
    Flow before = new Flow(12_305, 12_300, 370, 11_880, 2_600);
    Flow now = new Flow(12_345, 12_340, 371, 11_900, 2_612);

    assertThat(LiveLine.format(before, now, Duration.ofSeconds(2)))
        .isEqualTo(
            "sent    12,345 | 200s    12,340 |    20.0/s | repeats     371"
                + " | CRM    11,900 events,    2,612 Sids");
  }

  @Test
  void noTimeBetweenIsNoDivisionByZero() {
    assertThat(LiveLine.format(Flow.NONE, Flow.NONE, Duration.ZERO)).contains("0.0/s");
  }

  @Test
  void aLineIsPrintedEverySecondUntilClosed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LiveLine line = new LiveLine(() -> Flow.NONE, new PrintStream(out, true, UTF_8));
    line.start();

    await().until(() -> out.toString(UTF_8).lines().count() >= 2);
    assertThat(line.check().ready()).isTrue();
    line.close();
    line.close();
    assertThat(line.check().ready()).isFalse();
  }
}
