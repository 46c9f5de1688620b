// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.sink.consume.Lanes.Load;

@Timeout(60)
class LanesTest {

  private static final Duration LONG = Duration.ofDays(1);

  private record Task(String key, int number) {}

  private final List<Task> done = new CopyOnWriteArrayList<>();
  private volatile Function<Task, @Nullable Duration> plan = task -> null;
  private final Lanes<Task> lanes = new Lanes<>(4, this::step);

  private @Nullable Duration step(Task task) {
    Duration again = plan.apply(task);
    if (again == null) {
      done.add(task);
    }
    return again;
  }

  /** All but the key "kept" make room; a task holds as many bytes as its number. */
  private final class Waiting implements Lanes.Work<Task> {

    @Override
    public @Nullable Duration step(Task task) {
      return LanesTest.this.step(task);
    }

    @Override
    public boolean makesRoom(Task task) {
      return !task.key().equals("kept");
    }

    @Override
    public long bytes(Task task) {
      return task.number();
    }
  }

  @AfterEach
  void close() {
    lanes.close();
  }

  @Test
  void tasksOfOneKeyAreDoneInTheirOrderWhateverTheirRetries() {
    Map<Task, Integer> steps = new ConcurrentHashMap<>();
    plan =
        task ->
            steps.merge(task, 1, Integer::sum) < 1 + task.number() % 3
                ? Duration.ofMillis(ThreadLocalRandom.current().nextInt(3))
                : null;
    for (int number = 0; number < 100; number++) {
      for (String key : List.of("a", "b", "c", "d", "e", "f")) {
        lanes.add(key, new Task(key, number));
      }
    }
    await().untilAsserted(() -> assertThat(lanes.inFlight()).isZero());
    for (String key : List.of("a", "b", "c", "d", "e", "f")) {
      assertThat(done.stream().filter(task -> task.key().equals(key)).map(Task::number))
          .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }
  }

  @Test
  void oneKeyNeverRunsTwiceAtOnce() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    plan =
        task -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          running.decrementAndGet();
          return null;
        };
    IntStream.range(0, 500).forEach(number -> lanes.add("a", new Task("a", number)));
    await().untilAsserted(() -> assertThat(done).hasSize(500));
    assertThat(most).hasValue(1);
  }

  @Test
  void aParkedKeyHoldsNoThreadAndNoOtherKey() {
    plan = task -> task.key().startsWith("stuck") ? LONG : null;
    IntStream.range(0, 50).forEach(i -> lanes.add("stuck" + i, new Task("stuck" + i, 0)));
    lanes.add("stuck0", new Task("stuck0", 1));
    lanes.add("free", new Task("free", 0));
    await().untilAsserted(() -> assertThat(done).containsExactly(new Task("free", 0)));
    assertThat(lanes.inFlight()).isEqualTo(51);
  }

  @Test
  void whatWaitsIsCountedWithAllThatIsQueuedBehindItUntilItIsDone() {
    plan = task -> LONG;
    Lanes<Task> waiting = new Lanes<>(4, new Waiting());
    waiting.add("stuck", new Task("stuck", 1));
    await().untilAsserted(() -> assertThat(waiting.load()).isEqualTo(new Load(1, 1, 1)));
    waiting.add("stuck", new Task("stuck", 2));
    waiting.add("stuck", new Task("stuck", 3));
    waiting.add("kept", new Task("kept", 4));
    await().untilAsserted(() -> assertThat(waiting.load()).isEqualTo(new Load(4, 3, 6)));
    waiting.drop(task -> task.number() == 2);
    assertThat(waiting.load()).isEqualTo(new Load(3, 2, 4));
    waiting.drop(task -> task.number() == 1);
    await().untilAsserted(() -> assertThat(waiting.load()).isEqualTo(new Load(2, 1, 3)));
    waiting.drop(any -> true);
    assertThat(waiting.load()).isEqualTo(new Load(0, 0, 0));
    waiting.close();
  }

  @Test
  void whatWaitedAndIsDoneCountsNoMore() {
    AtomicBoolean sick = new AtomicBoolean(true);
    plan = task -> sick.get() ? Duration.ofMillis(1) : null;
    Lanes<Task> waiting = new Lanes<>(4, new Waiting());
    for (int number = 0; number < 100; number++) {
      waiting.add("k" + number % 7, new Task("k" + number % 7, number));
    }
    await().untilAsserted(() -> assertThat(waiting.load()).isEqualTo(new Load(100, 100, 4950)));
    sick.set(false);
    await().untilAsserted(() -> assertThat(waiting.load()).isEqualTo(new Load(0, 0, 0)));
    assertThat(done).hasSize(100);
    waiting.close();
  }

  @Test
  void noMoreRunAtOnceThanThereAreThreads() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    plan =
        task -> {
          running.incrementAndGet();
          return awaitQuietly(go);
        };
    IntStream.range(0, 20).forEach(i -> lanes.add("k" + i, new Task("k" + i, 0)));
    await().untilAsserted(() -> assertThat(running).hasValue(4));
    go.countDown();
    await().untilAsserted(() -> assertThat(done).hasSize(20));
  }

  @Test
  void aDroppedTaskIsForgottenAndItsFollowersGoOn() {
    plan = task -> task.number() == 0 ? LONG : null;
    lanes.add("a", new Task("a", 0));
    lanes.add("a", new Task("a", 1));
    lanes.add("a", new Task("a", 2));
    lanes.drop(task -> task.number() < 2);
    await().untilAsserted(() -> assertThat(done).containsExactly(new Task("a", 2)));
    await().untilAsserted(() -> assertThat(lanes.inFlight()).isZero());
  }

  @Test
  void aTaskDroppedWhileItRunsHasNoFurtherStep() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    plan =
        task -> {
          if (task.number() > 0) {
            return null;
          }
          steps.incrementAndGet();
          began.countDown();
          awaitQuietly(go);
          return Duration.ZERO;
        };
    lanes.add("a", new Task("a", 0));
    began.await();
    lanes.drop(any -> true);
    assertThat(lanes.awaitIdle(any -> true, Duration.ofMillis(20))).isFalse();
    lanes.add("a", new Task("a", 1));
    go.countDown();
    await().untilAsserted(() -> assertThat(done).containsExactly(new Task("a", 1)));
    assertThat(lanes.awaitIdle(any -> true, Duration.ofSeconds(30))).isTrue();
    assertThat(steps).hasValue(1);
    await().untilAsserted(() -> assertThat(lanes.inFlight()).isZero());
  }

  @Test
  void nobodyWaitsForWhatOnlyWaits() throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    plan =
        task -> {
          steps.incrementAndGet();
          return LONG;
        };
    lanes.add("a", new Task("a", 0));
    await().untilAsserted(() -> assertThat(steps).hasValue(1));
    assertThat(lanes.awaitIdle(any -> true, Duration.ofSeconds(30))).isTrue();
    assertThat(lanes.inFlight()).isEqualTo(1);
  }

  @Test
  void aBugInAStepIsReportedAndStopsItsKeyOnly() {
    plan =
        task -> {
          if (task.key().equals("bad")) {
            throw new IllegalStateException("a bug");
          }
          return null;
        };
    lanes.add("bad", new Task("bad", 0));
    lanes.add("bad", new Task("bad", 1));
    await().untilAsserted(() -> assertThat(lanes.failure()).hasMessage("a bug"));
    lanes.add("good", new Task("good", 0));
    await().untilAsserted(() -> assertThat(done).containsExactly(new Task("good", 0)));
  }

  @Test
  void closingInterruptsWhatRunsAndStartsNothing() {
    CountDownLatch began = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    Lanes<Task> closing =
        new Lanes<>(
            1,
            task -> {
              began.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
              }
              return null;
            });
    closing.add("a", new Task("a", 0));
    closing.add("a", new Task("a", 1));
    await().until(() -> began.getCount() == 0);
    closing.close();
    await().untilAsserted(() -> assertThat(interrupted).hasValue(1));
    await().untilAsserted(() -> assertThat(closing.inFlight()).isZero());
    closing.add("b", new Task("b", 0));
    assertThat(interrupted).hasValue(1);
  }

  private static @Nullable Duration awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  @Test
  void thoseThatFailAndTakeLongLeaveThreadsToTheOthers() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Set<Task> failed = ConcurrentHashMap.newKeySet();
    try (Lanes<Task> mixed = new Lanes<>(4, new Waiting())) {
      plan =
          task -> {
            if (task.key().startsWith("sick") && !failed.add(task)) {
              awaitUninterruptibly(slow);
              return null;
            }
            return task.key().startsWith("sick") ? Duration.ZERO : null;
          };
      for (int i = 0; i < 20; i++) {
        mixed.add("sick" + i, new Task("sick" + i, 1));
      }
      await().until(() -> failed.size() == 20);
      for (int i = 0; i < 20; i++) {
        mixed.add("well" + i, new Task("well" + i, 1));
      }
      await().until(() -> done.size() == 20);
      assertThat(done).allMatch(task -> task.key().startsWith("well"));
      slow.countDown();
      await().until(() -> done.size() == 40);
      assertThat(mixed.load()).isEqualTo(new Load(0, 0, 0));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
