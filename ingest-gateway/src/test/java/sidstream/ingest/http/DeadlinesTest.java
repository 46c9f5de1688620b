// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

  private final Deadlines deadlines = new Deadlines();
  private final CompletableFuture<Reply> first = new CompletableFuture<>();
  private final CompletableFuture<Reply> second = new CompletableFuture<>();

  @ParameterizedTest
  @ValueSource(longs = {1_000, Long.MAX_VALUE - 5}) // nanoTime may overflow
  void aReplyIsDueAtItsDeadlineAndNotBefore(long due) {
    deadlines.add(due, first);
    deadlines.add(due + 10, second);

    deadlines.look(due - 1);
    assertThat(first).isNotDone();

    deadlines.look(due + 9);
    assertThat(first).isCompletedWithValue(Reply.NO_RECEIPT);
    assertThat(second).isNotDone();

    deadlines.look(due + 10);
    assertThat(second).isCompletedWithValue(Reply.NO_RECEIPT);
  }

  @Test
  void whatWasRepliedStaysAndHoldsNobodyUp() {
    deadlines.add(100, first);
    deadlines.add(50, second);
    first.complete(Reply.BUSY);

    deadlines.look(60);

    assertThat(first).isCompletedWithValue(Reply.BUSY);
    assertThat(second).isCompletedWithValue(Reply.NO_RECEIPT);
  }
}
