// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {

  @Test
  void aTextIsWorkedOutOnceWhileItIsRecent() {
    AtomicInteger asked = new AtomicInteger();
    Recent<Integer> recent = new Recent<>(text -> asked.incrementAndGet());

    assertThat(recent.of("diwali")).isEqualTo(recent.of("diwali"));
    assertThat(asked).hasValue(1);
  }

  @Test
  void moreTextsThanAreRememberedKeepTheirOwnValues() {
    Recent<String> recent = new Recent<>(text -> "of " + text);

    assertThat(
            IntStream.range(0, 200_000)
                .parallel()
                .mapToObj(i -> "+9198450" + i % 9_000)
                .filter(text -> !recent.of(text).equals("of " + text)))
        .isEmpty();
  }

  @Test
  void textsOfOnePlaceAreNotTakenForEachOther() {
    Recent<String> recent = new Recent<>(text -> "of " + text);

    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(recent.of("Aa")).isEqualTo("of Aa");
    assertThat(recent.of("BB")).isEqualTo("of BB");
  }
}
