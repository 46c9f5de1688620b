// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CheckpointTest {

  @Example
  void nothingIsWrittenWhereTheOffsetSaysItAll() {
    assertThat(Checkpoint.at(7).metadata()).isEmpty();
    assertThat(Checkpoint.of(10, Set.of(7L, 8L, 9L)).metadata()).isEmpty();
  }

  @Example
  void whatIsDoneBehindAnOpenOffsetIsKnownAgain() {
    Checkpoint checkpoint = Checkpoint.of(1_000, Set.of(100L, 140L));
    assertThat(checkpoint.metadata()).isEqualTo("done-before=p0 but=0 14");
    Checkpoint again = Checkpoint.parse(100, checkpoint.metadata());
    assertThat(again).isEqualTo(checkpoint);
    assertThat(again.done(100)).isFalse();
    assertThat(again.done(139)).isTrue();
    assertThat(again.done(140)).isFalse();
    assertThat(again.done(999)).isTrue();
    assertThat(again.done(1_000)).isFalse();
  }

  @Property
  void ofAForeignTextNothingIsTaken(@ForAll String text) {
    assertThat(Checkpoint.parse(5, text).done(5)).isFalse();
    assertThat(Checkpoint.parse(5, "done-before=zz but=" + text).done(5 + 36 * 36)).isFalse();
  }

  @Example
  void aNumberThatIsTooLargeIsAForeignText() {
    assertThat(Checkpoint.parse(5, "done-before=zzzzzzzzzzzzz but=0")).isEqualTo(Checkpoint.at(5));
  }

  /** With more open offsets than fit, some done ones are forgotten; no open one is called done. */
  @Example
  void itFitsTheBrokersLimitAndNeverCallsAnOpenOffsetDone() {
    Random random = new Random(1);
    Set<Long> open =
        LongStream.generate(() -> random.nextLong(1_000_000L))
            .limit(3_000)
            .boxed()
            .collect(Collectors.toSet());
    Checkpoint whole = Checkpoint.of(1_000_001, open);
    String metadata = whole.metadata();
    assertThat(metadata.getBytes(UTF_8).length).isLessThanOrEqualTo(Checkpoint.MAX_METADATA);
    Checkpoint known = Checkpoint.parse(whole.offset(), metadata);
    assertThat(open).noneMatch(known::done);
    assertThat(LongStream.range(whole.offset(), 1_000_000).filter(known::done).count())
        .isGreaterThan(200_000);
  }
}
