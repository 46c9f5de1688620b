// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import sidstream.sink.delivery.Checkpoint;

class PartitionCommitsTest {

  private static final TopicPartition ZERO = new TopicPartition("crm-events", 0);
  private static final TopicPartition ONE = new TopicPartition("crm-events", 1);

  private final PartitionCommits commits = new PartitionCommits();

  @Test
  void nothingIsDueBeforeAnythingIsDone() {
    AssignedPartition zero = assigned(ZERO, 7);
    zero.start(7);
    assertThat(commits.due(commits.all())).isEmpty();
  }

  @Test
  void whatIsDoneIsDueUntilKafkaHasIt() {
    AssignedPartition zero = assigned(ZERO, 7);
    zero.start(7);
    zero.complete(7);
    Map<TopicPartition, OffsetAndMetadata> due = commits.due(commits.all());
    assertThat(due).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(8, "")));
    assertThat(commits.due(commits.all())).isEqualTo(due);
    commits.done(due);
    assertThat(commits.due(commits.all())).isEmpty();
  }

  @Test
  void whatIsDoneBehindAnOpenOffsetIsDueAsMetadata() {
    AssignedPartition zero = assigned(ZERO, 7);
    zero.start(7);
    zero.start(8);
    zero.complete(8);
    assertThat(commits.due(commits.all()))
        .isEqualTo(Map.of(ZERO, new OffsetAndMetadata(7, "done-before=2 but=0")));
  }

  @Test
  void aPartitionGoesOnFromItsLastReadersCheckpoint() {
    commits.add(ZERO, Checkpoint.parse(7, "done-before=3 but=0"));
    AssignedPartition zero = commits.get(ZERO);
    assertThat(zero.start(7)).isTrue();
    assertThat(zero.start(8)).isFalse();
    assertThat(zero.start(9)).isFalse();
    assertThat(zero.start(10)).isTrue();
    zero.complete(7);
    assertThat(commits.due(commits.all())).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(10, "")));
  }

  @Test
  void aStragglerOfARevokedPartitionMovesNothing() {
    AssignedPartition before = assigned(ZERO, 7);
    before.start(7);
    commits.remove(List.of(ZERO));
    AssignedPartition after = assigned(ZERO, 7);
    after.start(7);
    before.complete(7);
    assertThat(commits.due(commits.all())).isEmpty();
  }

  @Test
  void anAckForAPartitionThatIsGoneIsForgotten() {
    AssignedPartition zero = assigned(ZERO, 7);
    zero.start(7);
    zero.complete(7);
    Map<TopicPartition, OffsetAndMetadata> due = commits.due(commits.all());
    commits.remove(List.of(ZERO));
    commits.done(due);
    assertThat(commits.due(List.of(ZERO, ONE))).isEmpty();
    assertThat(commits.count()).isZero();
  }

  @Test
  void whatIsLeftIsCountedFromTheFirstOffsetThatWasNotStarted() {
    AssignedPartition zero = assigned(ZERO, 7);
    zero.start(7);
    assertThat(commits.left(ZERO, 10)).isEqualTo(2);
    assertThat(commits.left(ZERO, 8)).isZero();
    assertThat(commits.left(ONE, 10)).isZero();
  }

  @Test
  void aLogThatBeganAgainIsNoticed() {
    AssignedPartition zero = assigned(ZERO, 7);
    zero.start(7);
    assertThatThrownBy(() -> zero.start(0))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("crm-events-0 went back");
  }

  private AssignedPartition assigned(TopicPartition partition, long offset) {
    commits.add(partition, Checkpoint.parse(offset, ""));
    return commits.get(partition);
  }
}
