// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UrlEncodedFormTest {

  @Test
  void pairsAreReadInTheirOrder() {
    assertThat(UrlEncodedForm.pairs("b=1&a=%32+3&&c&=d&b=4=5".getBytes(UTF_8)))
        .containsExactly(
            Map.entry("b", "1"),
            Map.entry("a", "2 3"),
            Map.entry("c", ""),
            Map.entry("", "d"),
            Map.entry("b", "4=5"));
  }

  @Test
  void anEscapeThatIsNoneStays() {
    assertThat(UrlEncodedForm.pairs("a=100%&b=%zz%4&c=%e".getBytes(UTF_8)))
        .containsExactly(Map.entry("a", "100%"), Map.entry("b", "%zz%4"), Map.entry("c", "%e"));
  }

  @Test
  void bracketsMayComeRawOrEscaped() {
    assertThat(UrlEncodedForm.pairs("Legs[0][Status]=a&Legs%5B1%5D%5BStatus%5D=b".getBytes(UTF_8)))
        .containsExactly(Map.entry("Legs[0][Status]", "a"), Map.entry("Legs[1][Status]", "b"));
  }

  @Test
  void ofAQueryTheFirstValuesCount() {
    assertThat(UrlEncodedForm.firstValues("lead=7&lead=8&x="))
        .containsExactly(Map.entry("lead", "7"), Map.entry("x", ""));
    assertThat(UrlEncodedForm.firstValues(null)).isEmpty();
  }

  @Property
  void whateverIsWrittenIsReadBack(@ForAll String name, @ForAll String value) {
    String form = URLEncoder.encode(name, UTF_8) + '=' + URLEncoder.encode(value, UTF_8);
    String replaced =
        new String(name.getBytes(UTF_8), UTF_8); // lone surrogates do not survive UTF-8
    assertThat(UrlEncodedForm.pairs(form.getBytes(UTF_8)))
        .containsExactly(Map.entry(replaced, new String(value.getBytes(UTF_8), UTF_8)));
  }
}
