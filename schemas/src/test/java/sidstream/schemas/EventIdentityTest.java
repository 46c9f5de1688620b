// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventIdentityTest {

  @Test
  void theIdempotencyKeyIsMadeOfTheEventAlone() {
    assertThat(new EventIdentity("exotel", "c0ffee", "answered:1").idempotencyKey("ab12"))
        .isEqualTo("exotel:c0ffee:answered:1:ab12");
  }

  @Test
  void sidsOfTwoProvidersNeverShareAState() {
    assertThat(new EventIdentity("a", "1", "x").interactionKey())
        .isNotEqualTo(new EventIdentity("b", "1", "x").interactionKey());
  }

  @Property
  void theIdempotencyKeyFitsIntoAHeader(@ForAll String sid, @ForAll String step) {
    assertThat(new EventIdentity("exotel", sid, step).idempotencyKey("ab12"))
        .matches("[\\x21-\\x7e]{1,200}");
  }
}
