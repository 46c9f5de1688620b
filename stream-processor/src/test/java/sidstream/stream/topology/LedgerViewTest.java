// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What explains a gap of the ledger, and for how long. */
class LedgerViewTest {

  private static final String EXOTEL = "source:exotel";

  @Test
  void settlingNeedNotTakeWholeMinutes() {
    Map<String, String> settings = Map.of("sidstream.alerts.settle", "PT90S");
    try (AlertWorld world = new AlertWorld(AlertWorld.MONDAY_ELEVEN, settings)) {
      List<String> told = world.run(40, minute -> accept(world, minute, 10));
      assertThat(told).isEmpty();
      assertThat(world.scrape()).contains("sidstream_ledger_gap{source=\"exotel\"} 0.0");
    }
  }

  @Tag("slow")
  @Test
  void whatItsGatewayStillHasInItsSpoolIsNotLost() {
    try (AlertWorld world = new AlertWorld()) {
      assertThat(gaps(world, 60, minute -> spool(world, minute, "busy", 2))).isEmpty();
      assertThat(gaps(world, 30, minute -> spool(world, minute, "busy", 0)))
          .as("drained, and still missing")
          .containsExactly("65 ledger-gap source:exotel firing");
    }
  }

  @Test
  void theSpoolOfAGatewayThatIsGoneExplainsNoGap() {
    try (AlertWorld world = new AlertWorld()) {
      List<String> told =
          gaps(
              world,
              60,
              minute -> spool(world, minute, minute < 12 ? "gone" : "next", minute < 12 ? 2 : 0));
      assertThat(told).containsExactly("30 ledger-gap source:exotel firing");
    }
  }

  @Test
  void whileKafkaIsAwayWhatWasToldLastOfASpoolHolds() {
    try (AlertWorld world = new AlertWorld()) {
      IntConsumer awayFromTwenty =
          minute -> {
            world.tally("all", Map.of("call_steps", 5L));
            if (minute < 20) {
              spool(world, minute, "cut-off", 2);
            }
          };
      assertThat(gaps(world, 60, awayFromTwenty)).isEmpty();
    }
  }

  private static List<String> gaps(AlertWorld world, int minutes, IntConsumer coming) {
    return world.run(minutes, coming).stream().filter(told -> told.contains("ledger-gap")).toList();
  }

  /** A minute in which ten came, and in the tenth twelve; and what waits in a spool. */
  private static void spool(AlertWorld world, int minute, String instance, long records) {
    accept(world, minute, minute == 10 ? 12 : 10);
    Instant before = world.minute().minusSeconds(60);
    world.tell("spool", "all", instance, before, Map.of("records", records));
  }

  private static void accept(AlertWorld world, int minute, long accepted) {
    world.tally("all", Map.of("call_steps", 5L));
    world.tally(EXOTEL, Map.of("steps_advanced", 10L));
    if (minute > 0) {
      world.tell("accepted", "exotel", Map.of("events", accepted));
    }
  }
}
