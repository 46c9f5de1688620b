// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberLikeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+919999999992",
        "919999999992",
        "09999999992",
        "9999999992",
        "00919999999992",
        "+91 99999 99992",
        "+91-9999-999-992",
        "(080) 4099-9980",
        "080 40999980",
        "+65 9123 4567",
        "+6591234567",
        "91234567",
        "lead-9999999992",
        "lead_9999999992",
        "lead9999999992",
        "lead099999-99992",
        "99999 99992x",
        "99999-99992_2026-11-22",
        "9999999992x",
        "k/99999-99992/1",
        "2026-11-22 9999999992",
        "call 9999999992, then",
        "9999999992 9999999993",
        "%2B919999999992",
        "tel:+919999999992;ext=1",
        "exotel:9999999992:terminal:00ff00ff00ff00ff",
        "९९९९९९९९९२"
      })
  void aNumberIsFoundInEverySpelling(String text) {
    assertThat(NumberLike.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "completed",
        "lead-77",
        "otp-42",
        "order_12345",
        "answered:2",
        "passthru:completed:12345678",
        "failed-dnd:23005",
        "2026-11-22",
        "20261122",
        "diwali-2026-11-22-batch-3",
        "diwali 2026-11-22 100",
        "23c162077629863c1a2d7f29263a162m",
        "4c1888cf5d9f430b8dd424dd85aa191f",
        "3d1b8e0a44fb0a2f8e1a7f6c5b4d19bc/d41d8cd98f00b204",
        "7e9095cd-b91d-4df0-945b-6b8510000000",
        "12345678-1234-4123-8123-123456789012",
        "lead:12345678-1234-4123-8123-123456789012#3",
        "5f05a1ba-5564-4dfd-ac43-3e1f3e47c23d/2",
        "exotel:23c162077629863c1a2d7f29263a162m:terminal:1234567890a234ab"
      })
  void anIdIsNoNumber(String text) {
    assertThat(NumberLike.in(text)).isFalse();
  }

  @Property(tries = 500)
  void everyMobileNumberOfIndiaIsFoundBesideWords(
      @ForAll @LongRange(min = 6_000_000_000L, max = 9_999_999_999L) long number,
      @ForAll("sides") String before,
      @ForAll("sides") String behind) {
    assertThat(NumberLike.in(before + number + behind)).isTrue();
  }

  @Provide
  Arbitrary<String> sides() {
    return Arbitraries.of("", "lead", "lead-", " ", "k ", "/", ":", "x_", "#", "_x");
  }
}
