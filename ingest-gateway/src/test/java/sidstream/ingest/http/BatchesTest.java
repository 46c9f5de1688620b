// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private final Queue<Runnable> pool = new ArrayDeque<>();
  private final Batches batches = new Batches(pool::add);
  private final List<String> done = new ArrayList<>();

  /** As the server's tasks of one connection are. */
  private record OfAConnection(Runnable work) implements Runnable, Closeable {

    @Override
    public void run() {
      work.run();
    }

    @Override
    public void close() {}
  }

  @Test
  void connectionsThatComeTogetherTakeOneThread() {
    batches.execute(new OfAConnection(() -> done.add("one")));
    batches.execute(new OfAConnection(() -> done.add("two")));
    assertThat(pool).hasSize(1);
    pool.remove().run();
    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void oneThatFailsHoldsUpNoOther() {
    batches.execute(
        new OfAConnection(
            () -> {
              throw new IllegalStateException("of one connection");
            }));
    batches.execute(new OfAConnection(() -> done.add("next")));
    assertThatIllegalStateException().isThrownBy(() -> pool.remove().run());
    pool.remove().run();
    batches.execute(new OfAConnection(() -> done.add("later")));
    pool.remove().run();
    assertThat(done).containsExactly("next", "later");
  }

  @Test
  void everyConnectionIsToldThatThePoolHasStopped() {
    Batches stopped =
        new Batches(
            task -> {
              throw new RejectedExecutionException();
            });
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> stopped.execute(new OfAConnection(() -> {})));
    }
  }

  @Test
  void anythingElseHasAThreadOfItsOwn() {
    batches.execute(() -> done.add("a loop"));
    batches.execute(() -> done.add("another"));
    assertThat(pool).hasSize(2);
  }
}
