// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerCountsTest {

  private static final int EACH = 50_000;

  private final AnswerCounts counts = new AnswerCounts();

  @Test
  void whatIsNewIsToldOnce() {
    counts.answered("exotel", "call", 200);
    counts.answered("exotel", "call", 200);
    counts.answered("exotel", "sms", 503);
    assertThat(counts.news())
        .isEqualTo(Map.of("exotel", Map.of("call", Map.of("200", 2L), "sms", Map.of("503", 1L))));
    assertThat(counts.news()).isEmpty();
    counts.answered("exotel", "call", 200);
    assertThat(counts.news()).isEqualTo(Map.of("exotel", Map.of("call", Map.of("200", 1L))));
  }

  @Test
  void noAnswerIsLostOrToldTwiceWhileSomebodyAsks() {
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < EACH; i++) {
                  counts.answered("exotel", "call", 200);
                }
              }));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(threads.toArray(CompletableFuture<?>[]::new));
    long told = 0;
    while (!all.isDone()) {
      told += told();
    }
    told += told();
    assertThat(told).isEqualTo(4L * EACH);
  }

  private long told() {
    return counts
        .news()
        .getOrDefault("exotel", Map.of())
        .getOrDefault("call", Map.of())
        .getOrDefault("200", 0L);
  }
}
