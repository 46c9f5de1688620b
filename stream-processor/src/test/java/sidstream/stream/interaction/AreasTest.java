// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreasTest {

  @Test
  void aTableMayHaveCommentsAndSpacesAndWhatSpreadsheetsAdd() {
    Areas areas =
        Areas.of(
            List.of("\uFEFF# series", "", " +919845 , Karnataka ", "+9198450,Bengaluru, South"));

    assertThat(areas.of("+919845112345")).isEqualTo("Karnataka");
    assertThat(areas.of("+919845012345")).isEqualTo("Bengaluru, South");
    assertThat(areas.of("+919846012345")).isNull();
    assertThat(areas.of("+91984501")).as("who would it be").isNull();
    assertThat(areas.of("+91")).isNull();
    assertThat(areas.of("")).isNull();
  }

  @Test
  void theSameLineTwiceSaysNothingNew() {
    assertThat(Areas.of(List.of("+919845,Karnataka", "+919845,Karnataka")).of("+919845012345"))
        .isEqualTo("Karnataka");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          919845,Karnataka              # line 2 is not such as +919845,Karnataka
          +919845                       # line 2 is not such as
          +919845,                      # line 2 is not such as
          +919845012345,Karnataka       # line 2 is not such as
          +919845,"Bengaluru, South"    # line 2 is not such as
          +919845,Karnataka,9845012345  # line 2 is not such as
          series,circle                 # line 2 is not such as
          +9198,Kerala                  # line 2: its beginning has another area above
          """)
  void aLineThatMakesNoSenseIsToldByItsNumberAlone(String line, String says) {
    assertThatThrownBy(() -> Areas.of(List.of("+9198,Karnataka", line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(says)
        .hasMessageNotContainingAny("9845012345", "Kerala", "circle");
  }

  @Test
  void aTableOfNothingIsAMistake() {
    assertThatThrownBy(() -> Areas.of(List.of("", "# nothing"))).hasMessage("it holds no area");
  }

  @Property
  void theLongestBeginningCounts(
      @ForAll @NotEmpty @Size(max = 30)
          Set<@StringLength(min = 1, max = 9) @CharRange(from = '1', to = '3') String> beginnings,
      @ForAll @StringLength(max = 12) @CharRange(from = '1', to = '3') String digits) {
    List<String> lines = beginnings.stream().map(digit -> '+' + digit + ',' + area(digit)).toList();
    String longest =
        beginnings.stream()
            .filter(digits::startsWith)
            .filter(digit -> digit.length() + 3 <= digits.length())
            .max(Comparator.comparingInt(String::length))
            .map(AreasTest::area)
            .orElse(null);

    assertThat(Areas.of(lines).of('+' + digits)).isEqualTo(longest);
  }

  /** In letters: so many digits would be no area. */
  private static String area(String beginning) {
    return "area " + beginning.replace('1', 'a').replace('2', 'b').replace('3', 'c');
  }
}
