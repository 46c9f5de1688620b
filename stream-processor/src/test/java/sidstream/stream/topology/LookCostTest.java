// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A look at all shipped rules stays short, however many campaigns there are. */
@Tag("slow")
class LookCostTest {

  private static final int SCOPES = 10_000;
  private static final int MINUTES = 12;
  private static final double BOUND_SECONDS = 0.25;

  @Test
  void tenThousandCampaignsCostLittle() {
    try (AlertWorld world = new AlertWorld()) {
      world.run(
          MINUTES,
          minute -> {
            world.tally("all", Map.of("call_steps", 5L));
            for (int scope = 0; scope < SCOPES; scope++) {
              world.tally("campaign:" + scope, Map.of("calls_connected", 5L));
            }
          });
      double seconds = sum(world.scrape(), "_sum");
      double looks = sum(world.scrape(), "_count");
      assertThat(looks).isGreaterThan(MINUTES * 5);
      assertThat(seconds / looks).isLessThan(BOUND_SECONDS);
    }
  }

  private static double sum(String scrape, String suffix) {
    return scrape
        .lines()
        .filter(line -> line.startsWith("sidstream_alerts_look_seconds" + suffix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
