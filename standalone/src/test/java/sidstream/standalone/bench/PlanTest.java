// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final Plan plan = new Plan(50);

  @Test
  void requestsAreDueAtEvenDistances() {
    assertThat(plan.dueNanos(0)).isZero();
    assertThat(plan.dueNanos(50)).isEqualTo(1_000_000_000L);
    assertThat(plan.requests(120)).isEqualTo(6_000);
  }

  @Test
  void everyRequestIsFoundAgainByItsSidAndEvent() {
    for (int request = 0; request < 2_000; request++) {
      assertThat(plan.request(plan.sid(request), plan.event(request))).isEqualTo(request);
    }
  }

  @Test
  void theEventsOfASidComeInOrderAndTwoSecondsApart() {
    Map<Long, Integer> previous = new HashMap<>();
    for (int request = 0; request < 2_000; request++) {
      Integer before = previous.put(plan.sid(request), request);
      if (before == null) {
        assertThat(plan.event(request)).isZero();
      } else {
        assertThat(plan.event(request)).isEqualTo(plan.event(before) + 1);
        assertThat(plan.dueNanos(request) - plan.dueNanos(before)).isEqualTo(2_000_000_000L);
      }
    }
  }
}
