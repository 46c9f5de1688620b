// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sidstream.ingest.pull.OpenRequests.Open;
import sidstream.schemas.record.ReconcileRequest;

/** When what is asked for, and what is settled. */
class OpenRequestsTest {

  static final Instant NOON = Instant.parse("2025-11-12T12:00:00Z");

  private final OpenRequests open = new OpenRequests();

  static ReconcileRequest request(String kind, String sid, Instant lastReceived) {
    return ReconcileRequest.newBuilder()
        .setSource("exotel")
        .setKind(kind)
        .setSid(sid)
        .setStatus("in-progress")
        .setFirstReceivedAt(lastReceived)
        .setLastReceivedAt(lastReceived)
        .setRequestedAt(NOON)
        .setAnswerUntil(NOON.plus(Duration.ofHours(1)))
        .build();
  }

  @Test
  void aSilentCallIsDueAtOnce() {
    open.add(0, 7, request("call", "c1", NOON.minusSeconds(7200)));
    assertThat(sids(NOON)).containsExactly("c1");
  }

  @Test
  void twentyCallsAreAskedForAtOnceThoseDueFirstFirst() {
    for (int i = 0; i < 25; i++) {
      open.add(i % 2, i, request("call", "c" + i, NOON.minusSeconds(7200 + i)));
    }
    assertThat(sids(NOON)).hasSize(20).startsWith("c24", "c23").endsWith("c5");
  }

  @Test
  void messagesAreAskedForOneByOne() {
    open.add(0, 0, request("sms", "s1", NOON.minusSeconds(7202)));
    open.add(0, 1, request("call", "c1", NOON.minusSeconds(7201)));
    open.add(0, 2, request("sms", "s2", NOON.minusSeconds(7200)));
    assertThat(sids(NOON)).containsExactly("s1");
    open.settled(open.due(NOON).get(0));
    assertThat(sids(NOON)).containsExactly("c1");
    open.settled(open.due(NOON).get(0));
    assertThat(sids(NOON)).containsExactly("s2");
  }

  @Test
  void oneWithoutAnEndIsAskedForAgainLaterAndLater() {
    open.add(0, 0, request("call", "c1", NOON.minusSeconds(7200)));
    Instant now = NOON;
    for (int minutes : new int[] {5, 10, 20}) {
      open.again(open.due(now).get(0), now);
      Instant next = now.plus(Duration.ofMinutes(minutes));
      assertThat(sids(next.minusMillis(1))).isEmpty();
      assertThat(sids(next)).containsExactly("c1");
      now = next;
    }
  }

  @Test
  void theLastQuestionComesBeforeTheEnd() {
    open.add(0, 0, request("call", "c1", NOON.minusSeconds(7200)));
    Instant late = NOON.plus(Duration.ofMinutes(55));
    open.again(open.due(late).get(0), late);
    assertThat(sids(NOON.plus(Duration.ofMinutes(58)).minusMillis(1))).isEmpty();
    Open last = open.due(NOON.plus(Duration.ofMinutes(58))).get(0);
    assertThat(last.canWait(NOON.plus(Duration.ofMinutes(58)))).isFalse();
    open.again(last, NOON.plus(Duration.ofMinutes(58)));
    assertThat(sids(NOON.plus(Duration.ofMinutes(60)))).isEmpty();
  }

  @Test
  void whatWasRefusedIsAskedForAloneAndHoldsNobodyUp() {
    open.add(0, 0, request("call", "c1", NOON.minusSeconds(7202)));
    open.add(0, 1, request("call", "c2", NOON.minusSeconds(7201)));
    open.due(NOON).forEach(one -> open.refused(one, NOON));
    open.add(0, 2, request("call", "c3", NOON.minusSeconds(7200)));
    assertThat(sids(NOON)).containsExactly("c3");
    open.settled(open.due(NOON).get(0));
    assertThat(sids(NOON.plusSeconds(300))).hasSize(1);
  }

  @Test
  void whatAnOutageLeftUnansweredIsAskedForTogetherAgain() {
    open.add(0, 0, request("call", "c1", NOON.minusSeconds(7202)));
    open.add(0, 1, request("call", "c2", NOON.minusSeconds(7201)));
    unanswered(NOON);
    assertThat(sids(NOON.plusSeconds(300))).containsExactly("c1", "c2");
    unanswered(NOON.plusSeconds(300));
    assertThat(sids(NOON.plusSeconds(900))).containsExactly("c1", "c2");
    unanswered(NOON.plusSeconds(900));
    assertThat(sids(NOON.plusSeconds(2100))).as("the question may be too much").hasSize(1);
  }

  @Test
  void theLastTimeEachIsAskedForAlone() {
    open.add(0, 0, request("call", "c1", NOON.minusSeconds(7202)));
    open.add(0, 1, request("call", "c2", NOON.minusSeconds(7201)));
    unanswered(NOON.plusSeconds(2900)); // nobody waits for them after 3600
    assertThat(sids(NOON.plusSeconds(3200))).hasSize(2);
    unanswered(NOON.plusSeconds(3200));
    assertThat(sids(NOON.plusSeconds(3480))).hasSize(1);
  }

  private void unanswered(Instant now) {
    open.due(now).forEach(one -> open.unanswered(one, now));
  }

  @Test
  void whatNobodyWaitsForIsGivenUp() {
    open.add(0, 0, request("call", "c1", NOON.minusSeconds(7200)));
    open.add(0, 1, request("call", "c2", NOON.minusSeconds(7200)));
    assertThat(open.giveUp(NOON.plusSeconds(3599))).isZero();
    assertThat(open.giveUp(NOON.plusSeconds(3600))).isEqualTo(2);
    assertThat(open.size()).isZero();
    assertThat(open.settledUpTo()).isEqualTo(Map.of(0, 2L));
  }

  @Test
  void whatIsOpenIsReadAgain() {
    open.add(0, 10, request("call", "c1", NOON.minusSeconds(7202)));
    open.add(0, 11, request("call", "c2", NOON.minusSeconds(7201)));
    open.passed(0, 12);
    open.passed(1, 3);
    assertThat(open.settledUpTo()).isEqualTo(Map.of(0, 10L, 1, 4L));
    List<Open> due = open.due(NOON);
    open.settled(due.get(1));
    assertThat(open.settledUpTo()).as("behind one that is open").containsEntry(0, 10L);
    open.settled(due.get(0));
    assertThat(open.settledUpTo()).containsEntry(0, 13L);
  }

  @Test
  void whatSomebodyElseReadsIsForgotten() {
    open.add(0, 10, request("call", "c1", NOON.minusSeconds(7200)));
    open.add(1, 20, request("call", "c2", NOON.minusSeconds(7200)));
    Open gone = open.due(NOON).get(0);
    open.leave(List.of(0));
    assertThat(sids(NOON)).containsExactly("c2");
    assertThat(open.settledUpTo()).isEqualTo(Map.of(1, 20L));
    open.settled(gone); // its answer came when it was somebody else's
    assertThat(open.size()).isEqualTo(1);
  }

  private List<String> sids(Instant now) {
    return open.due(now).stream().map(Open::sid).toList();
  }
}
