// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ledger on the real topology: ten events a minute are processed, and so many told. */
@Tag("slow")
class LedgerAlertsTest {

  private final AlertWorld world = new AlertWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** What the gateways tell in a minute of the one before. */
  private interface Gateways {
    void tell(int minute);
  }

  @Test
  void aSecondGatewayWhoseClockIsMinutesAheadLosesNothing() {
    assertThat(run(0, minute -> accepted("ahead", world.minute().plusSeconds(7_200), 10)))
        .isEmpty();
    assertThat(world.scrape()).contains("sidstream_ledger_gap{source=\"exotel\"} 0.0");
  }

  @Test
  void whatIsAcceptedAndNotProcessedIsLost() {
    assertThat(run(1, minute -> accepted(minute == 10 ? 13 : 11)))
        .containsExactly("30 ledger-gap source:exotel firing");
    assertThat(world.scrape()).contains("sidstream_ledger_gap{source=\"exotel\"} 2.0");
  }

  @Test
  void whatIsProcessedAndWasNotToldIsShownAndNoAlert() {
    assertThat(run(0, minute -> accepted(minute == 10 ? 7 : 10))).isEmpty();
    assertThat(world.scrape()).contains("sidstream_ledger_surplus{source=\"exotel\"} 3.0");
  }

  /** An hour, with so many duplicates a minute. */
  private List<String> run(long duplicates, Gateways gateways) {
    return world.run(
        60,
        minute -> {
          world.tally("all", Map.of("call_steps", 5L));
          world.tally("source:exotel", Map.of("steps_advanced", 10L, "duplicates", duplicates));
          if (minute > 0) {
            gateways.tell(minute);
          }
        });
  }

  private void accepted(long events) {
    accepted("gateway-1", world.minute().minusSeconds(60), events);
  }

  private void accepted(String gateway, Instant of, long events) {
    world.tell("accepted", "exotel", gateway, of, Map.of("events", events));
  }
}
