// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

  private final Health health = new Health();

  @Test
  void nothingIsReadyBeforeThereIsAPart() {
    assertThat(health.ready()).isFalse();
    assertThat(health.alive()).isTrue();
  }

  @Test
  void readyMeansThatEveryPartIs() {
    health.add("a", () -> Check.OK);
    assertThat(health.ready()).isTrue();
    health.add("b", () -> Check.notReady("waits"));
    assertThat(health.ready()).isFalse();
    assertThat(health.alive()).isTrue();
  }

  @Test
  void aDeadPartNeedsARestart() {
    health.add("a", () -> Check.OK);
    health.add("b", () -> Check.dead("fell off"));
    assertThat(health.alive()).isFalse();
    assertThat(health.ready()).isFalse();
  }

  @Test
  void anAppThatStopsIsAliveAndNotReady() {
    health.add("a", () -> Check.OK);
    health.stopping();
    assertThat(health.ready()).isFalse();
    assertThat(health.alive()).isTrue();
  }

  @Test
  void aCheckThatThrowsIsNotReadyAndHidesNoOther() {
    health.add("a", () -> Check.dead("fell off"));
    health.add(
        "b",
        () -> {
          throw new IllegalStateException("oops");
        });
    assertThat(health.now().get("a")).isEqualTo(Check.dead("fell off"));
    assertThat(health.now().get("b").detail()).contains("oops");
    assertThat(health.now().get("b").alive()).isTrue();
  }
}
