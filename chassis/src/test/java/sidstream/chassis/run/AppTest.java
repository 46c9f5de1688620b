// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Health;

class AppTest {

  private final List<String> story = new CopyOnWriteArrayList<>();

  /** Writes what happens to it into the story. */
  private class Recorded implements Part {

    private final String name;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() throws Exception {
      story.add("start " + name);
    }

    @Override
    public Check check() {
      return Check.OK;
    }

    @Override
    public void close() {
      story.add("close " + name);
    }
  }

  private Part failing(String name, Exception failure) {
    return new Recorded(name) {
      @Override
      public void start() throws Exception {
        super.start();
        throw failure;
      }
    };
  }

  @Test
  void partsStartInOrderAndCloseInReverse() {
    App app = new App("shop", List.of(new Recorded("till"), new Recorded("door")));
    app.start();
    app.close();
    assertThat(story).containsExactly("start till", "start door", "close door", "close till");
  }

  @Test
  void aPartThatCannotStartLeavesNothingRunning() {
    Part broken = failing("door", new IllegalStateException("stuck"));
    App app = new App("shop", List.of(new Recorded("till"), broken, new Recorded("sign")));
    assertThatThrownBy(app::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("shop cannot start its part door")
        .hasMessageContaining("stuck");
    assertThat(story).containsExactly("start till", "start door", "close door", "close till");
  }

  @Test
  void aReasonTheUserCanMendIsKeptAsItStands() {
    StartException reason = new StartException("port 80 is taken", new Exception());
    App app = new App("shop", List.of(failing("door", reason)));
    assertThatThrownBy(app::start).isSameAs(reason);
  }

  @Test
  void closingTwiceClosesEachPartOnce() {
    App app = new App("shop", List.of(new Recorded("till")));
    app.start();
    app.close();
    app.close();
    assertThat(story).containsExactly("start till", "close till");
  }

  @Test
  void aPartThatFailsToCloseDoesNotKeepTheOthersOpen() {
    Part broken =
        new Recorded("door") {
          @Override
          public void close() {
            super.close();
            throw new IllegalStateException("stuck");
          }
        };
    App app = new App("shop", List.of(new Recorded("till"), broken));
    app.start();
    app.close();
    assertThat(story).endsWith("close door", "close till");
  }

  @Test
  void aCloseThatTakesTooLongIsGivenUp() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Part slow =
        new Recorded("door") {
          @Override
          public void close() {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    App app = new App("shop", List.of(slow));
    app.start();
    assertThat(app.close(Duration.ofMillis(50))).isFalse();
    never.countDown();
    assertThat(app.close(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void everyPartAnswersForTheAppsHealthUnderItsName() {
    Health health = new Health();
    new App("shop", List.of(new Recorded("till"), new Recorded("door"))).reportTo(health);
    assertThat(health.now()).containsOnlyKeys("shop.till", "shop.door");
  }
}
