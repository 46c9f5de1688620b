// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.stream.interaction.NumberFacts.Series;

class NumberingTest {

  private static final Numbering NUMBERING = new Numbering(Areas.NONE);

  @ParameterizedTest
  @CsvSource({
    "+919845012345, MOBILE",
    "+918040999980, FIXED_LINE",
    "+911140123456, FIXED_LINE",
    "+911401234567, PROMOTIONAL",
    "+911600123456, SERVICE",
    "+911601123456, SERVICE",
    "+911602412345, FIXED_LINE", // Kharar, whose area code is 160
    "+9118001234567, TOLL_FREE",
    "+91180012345678, TOLL_FREE",
    "+9118601234567, SHARED_COST",
    "+447400123456, MOBILE",
    "+442071838750, FIXED_LINE",
    "+12125550123, FIXED_LINE_OR_MOBILE",
    "+18005550123, TOLL_FREE"
  })
  void aNumberHasItsSeries(String e164, Series series) {
    assertThat(NUMBERING.of(e164).series()).isEqualTo(series);
  }

  @Test
  void aSeriesIsAWordOnTheTopics() {
    assertThat(Series.FIXED_LINE_OR_MOBILE.word()).isEqualTo("fixed-line-or-mobile");
  }

  @Test
  void aMobileNumberTellsItsFirstOperatorAndNoArea() {
    NumberFacts facts = NUMBERING.of("+919845012345");

    assertThat(facts.region()).isEqualTo("IN");
    assertThat(facts.operator()).isEqualTo("Airtel");
    assertThat(facts.area()).isNull();
  }

  @Test
  void ownAreasStandAboveThoseOfTheLibrary() {
    Numbering own = new Numbering(Areas.of(List.of("+919845,Karnataka", "+9180,Our south office")));

    assertThat(own.of("+919845012345").area()).isEqualTo("Karnataka");
    assertThat(own.of("+918040999980").area()).isEqualTo("Our south office");
    assertThat(own.of("+911140123456").area()).isEqualTo("New Delhi");
    assertThat(own.of("sip:+919845012345").area()).isNull();
  }

  @Test
  void aFixedLineTellsItsAreaAndNoOperator() {
    NumberFacts facts = NUMBERING.of("+918040999980");

    assertThat(facts.area()).contains("Karnataka");
    assertThat(facts.operator()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip:agent1@example", "EXOTEL", "", "+", "+999999999999", "09999999992"})
  void whatIsNoNumberHasNoRegion(String text) {
    assertThat(NUMBERING.of(text).region()).isNull();
    assertThat(NUMBERING.of(text).operator()).isNull();
    assertThat(NUMBERING.of(text).area()).isNull();
  }

  @Test
  void nothingHasNoFacts() {
    assertThat(NUMBERING.of(null)).isEqualTo(NumberFacts.NONE);
  }

  @Property
  void anIndianNumberIsParsedAsTheLibraryParsesIt(
      @ForAll @LongRange(min = 1_000_000_000L, max = 9_999_999_999L) long national)
      throws Exception {
    String e164 = "+91" + national;
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

    assertThat(Numbering.parsed(e164)).isEqualTo(plans.parse(e164, null));
  }
}
