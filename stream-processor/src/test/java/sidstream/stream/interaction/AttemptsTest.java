// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import sidstream.stream.Events;
import sidstream.stream.interaction.Attempts.Call;

/** Which attempt at a contact a call was. */
class AttemptsTest {

  @Test
  void aCallTurnsUpBetweenTwoOthersAndTheLaterIsToldAgain() {
    Attempts two = Attempts.NONE.with(call("first", 1)).with(call("third", 3));
    Attempts three = two.with(call("second", 2));

    assertThat(two.toTell(Attempts.NONE, "third"))
        .containsExactly(entry("first", 1), entry("third", 2));
    assertThat(three.toTell(two, "second")).containsExactly(entry("second", 2), entry("third", 3));
  }

  @Test
  void aCallThatIsToldOfAgainHasItsNumberAndNobodyElseAnother() {
    Attempts two = Attempts.NONE.with(call("a", 1)).with(call("b", 2));

    assertThat(two.with(call("a", 1))).isEqualTo(two);
    assertThat(two.with(call("a", 9))).isEqualTo(two);
    assertThat(two.toTell(two, "b")).containsExactly(entry("b", 2));
  }

  @Test
  void theEarliestTimeOfACallCounts() {
    Attempts two = Attempts.NONE.with(call("a", 1)).with(call("b", 5));

    assertThat(two.with(call("b", 0)).toTell(two, "b"))
        .containsExactly(entry("b", 1), entry("a", 2));
  }

  @Test
  void aContactThatIsCalledWithoutEndKeepsTheFirstHundred() {
    Attempts many = Attempts.NONE;
    for (int i = 0; i < Attempts.MOST; i++) {
      many = many.with(call("call" + i, 10 + i));
    }

    assertThat(many.with(call("latest", 1000))).isEqualTo(many);
    assertThat(many.toTell(many, "latest")).isEmpty();
    Attempts more = many.with(call("earliest", 1));
    assertThat(more.calls()).hasSize(Attempts.MOST).startsWith(call("earliest", 1));
    assertThat(more.toTell(many, "earliest"))
        .hasSize(Attempts.MOST + 1)
        .contains(entry("call98", 100), entry("call99", Attempts.NO_NUMBER));
  }

  @Property(tries = 1_000)
  void whateverTheOrderOfArrivalEachCallIsToldItsPlaceLast(@ForAll Random random) {
    List<Call> calls = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      calls.add(call("call" + i, random.nextInt(4)));
    }
    List<Call> arriving = new ArrayList<>(calls);
    calls.stream().filter(call -> random.nextBoolean()).forEach(arriving::add);
    calls.stream()
        .filter(call -> random.nextInt(3) == 0)
        .forEach(call -> arriving.add(new Call(call.sid(), call.madeAt().plusSeconds(9))));
    Collections.shuffle(arriving, random);
    calls.sort(Comparator.comparing(Call::madeAt).thenComparing(Call::sid));

    Attempts known = Attempts.NONE;
    Map<String, Integer> told = new HashMap<>();
    for (Call next : arriving) {
      Attempts before = known;
      known = before.with(next);
      told.putAll(known.toTell(before, next.sid()));
    }

    assertThat(known.calls()).isEqualTo(calls);
    assertThat(told).hasSameSizeAs(calls);
    calls.forEach(call -> assertThat(told).containsEntry(call.sid(), calls.indexOf(call) + 1));
  }

  private static Call call(String sid, int second) {
    return new Call(sid, Events.TEN.plusSeconds(second));
  }
}
