// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class OffsetTrackerTest {

  @Example
  void nothingDoneMovesNothing() {
    OffsetTracker tracker = started(0, 1, 2);
    assertThat(tracker.committable()).isZero();
  }

  @Example
  void theEndMovesOverTheCompletedPrefixOnly() {
    OffsetTracker tracker = started(0, 1, 2);
    tracker.complete(2);
    assertThat(tracker.committable()).isZero();
    tracker.complete(1);
    assertThat(tracker.committable()).isZero();
    tracker.complete(0);
    assertThat(tracker.committable()).isEqualTo(3);
  }

  @Example
  void offsetsOfTheBrokerBetweenRecordsHoldNothingBack() {
    OffsetTracker tracker = started(4, 9);
    tracker.complete(4);
    assertThat(tracker.committable()).isEqualTo(9);
    tracker.complete(9);
    tracker.skipTo(12);
    assertThat(tracker.committable()).isEqualTo(12);
  }

  @Example
  void offsetsGoUpOnly() {
    OffsetTracker tracker = started(4, 5);
    assertThatThrownBy(() -> tracker.start(5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tracker.skipTo(3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void anOffsetIsCompletedOnce() {
    OffsetTracker tracker = started(4, 5);
    tracker.complete(4);
    assertThatThrownBy(() -> tracker.complete(4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tracker.complete(6)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Whatever is completed in whatever order: the end is the first open offset. */
  @Property
  void theEndNeverPassesAnOpenOffsetAndNeverGoesBack(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> moves) {
    OffsetTracker tracker = new OffsetTracker(0);
    List<Long> open = new ArrayList<>();
    long next = 0;
    long before = 0;
    for (int move : moves) {
      if (move % 2 == 0 || open.isEmpty()) {
        next += move % 3;
        tracker.start(next);
        open.add(next++);
      } else {
        tracker.complete(open.remove(move % open.size()));
      }
      assertThat(tracker.committable())
          .isEqualTo(open.stream().mapToLong(Long::longValue).min().orElse(next))
          .isGreaterThanOrEqualTo(before);
      before = tracker.committable();
    }
  }

  /** A crash at any moment repeats exactly what was open and loses nothing. */
  @Property
  void aRestartFromTheCheckpointRepeatsExactlyTheOpenOffsets(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long first,
      @ForAll @Size(max = 200) List<Boolean> done) {
    OffsetTracker tracker = new OffsetTracker(first);
    Set<Long> open = new TreeSet<>();
    for (int i = 0; i < done.size(); i++) {
      tracker.start(first + i);
      open.add(first + i);
    }
    for (int i = 0; i < done.size(); i++) {
      if (done.get(i)) {
        tracker.complete(first + i);
        open.remove(first + i);
      }
    }
    Checkpoint restored = Checkpoint.parse(tracker.committable(), tracker.checkpoint().metadata());
    assertThat(
            LongStream.range(restored.offset(), first + done.size())
                .filter(offset -> !restored.done(offset))
                .boxed())
        .containsExactlyElementsOf(open);
  }

  private static OffsetTracker started(long... offsets) {
    OffsetTracker tracker = new OffsetTracker(0);
    LongStream.of(offsets).forEach(tracker::start);
    return tracker;
  }
}
