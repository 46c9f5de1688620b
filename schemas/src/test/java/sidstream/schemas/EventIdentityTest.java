// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
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

  @Property
  void onlyWhatAHeaderMayHoldStandsInItAsItIs(@ForAll @StringLength(max = 210) String sid) {
    String key = "exotel:" + sid + ":terminal:ab12";
    boolean safe = key.matches("[A-Za-z0-9._~:/+-]{1,200}");

    assertThat(new EventIdentity("exotel", sid, "terminal").idempotencyKey("ab12").equals(key))
        .isEqualTo(safe);
  }

  @Property
  void aSidOfUsualLettersStandsAsItIs(
      @ForAll
          @StringLength(max = 230)
          @Chars({'a', 'Z', '0', '9', '-', '.', '/', ':', '_', '~', '+'})
          String sid) {
    String key = "exotel:" + sid + ":terminal:ab12";

    assertThat(new EventIdentity("exotel", sid, "terminal").idempotencyKey("ab12").equals(key))
        .isEqualTo(key.length() <= 200);
  }
}
