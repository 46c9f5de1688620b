// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTest {

  private final Set<Integer> all = ConcurrentHashMap.newKeySet();
  private final Round<Integer> round = new Round<>(all);
  private final List<Integer> met = new ArrayList<>();

  @Test
  void everybodyIsMetOnceInARound() {
    IntStream.range(0, 995).forEach(all::add);
    int steps = goRound();
    assertThat(steps).isEqualTo(10);
    assertThat(met).containsExactlyInAnyOrderElementsOf(all);
    goRound();
    assertThat(met).hasSize(2 * 995);
  }

  @Test
  void aStepMeetsNoMoreThanATenthAndOne() {
    IntStream.range(0, 1000).forEach(all::add);
    round.step(met::add);
    assertThat(met).hasSize(101);
  }

  @Test
  void whoIsTakenAwayWhenMetLeavesTheOthersInTheRound() {
    IntStream.range(0, 500).forEach(all::add);
    while (!all.isEmpty()) {
      round.step(
          one -> {
            met.add(one);
            all.remove(one);
          });
    }
    assertThat(met).doesNotHaveDuplicates().hasSize(500);
  }

  @Test
  void aRoundOfNobodyIsOverAtOnce() {
    assertThat(round.step(met::add)).isTrue();
    all.add(1);
    assertThat(round.step(met::add)).isTrue();
    assertThat(met).containsExactly(1);
  }

  private int goRound() {
    int steps = 1;
    while (!round.step(met::add)) {
      steps++;
    }
    return steps;
  }
}
