// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.stream.interaction.References.Found;
import sidstream.stream.interaction.References.Names;
import sidstream.stream.interaction.References.Plain;

class ReferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      nullValues = "-",
      textBlock =
          """
          {"campaign":"diwali","lead":77}                  # diwali # 77
          {"Campaign_ID":" diwali ","other":{"lead":"x"}}  # diwali # -
          {"lead":["l1"],"lead_id":"l2"}                   # -      # l2
          {"campaign":null,"lead":true,"leadid":"l3"}      # -      # l3
          {"campaign":"diwali","lead":"l7                  # diwali # -
          {"campaign"                                      # -      # -
          campaign=diwali&lead=77                          # diwali # 77
          LEAD=77; Campaign=diwali                         # diwali # 77
          lead=77|campaign=diwali,lead=78                  # diwali # 77
          lead=&campaign=diwali                            # diwali # -
          other=1                                          # -      # -
          order_12345                                      # -      # -
          -                                                # -      # -
          """)
  void aCustomFieldIsReadInEveryForm(String field, String campaign, String lead) {
    assertThat(References.STANDARD.in(Map.of(), field)).isEqualTo(new Found(campaign, lead));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, order_12345, ,",
    "CAMPAIGN, order_12345, order_12345,",
    "LEAD, order_12345, , order_12345",
    "LEAD, YWJjZA==, , YWJjZA==",
    "LEAD, lead=7, , 7",
    "LEAD, other=7, ,",
    "LEAD, '{\"other\":7}', ,"
  })
  void aPlainCustomFieldIsWhatTheSettingSays(
      Plain plain, String field, String campaign, String lead) {
    References references = new References(names("campaign"), names("lead"), plain);

    assertThat(references.in(Map.of(), field)).isEqualTo(new Found(campaign, lead));
  }

  @Test
  void aPathLeadsIntoObjects() {
    References references = new References(names("Meta.Campaign.id"), names("x"), Plain.NONE);
    String field = "{\"meta\":{\"campaign\":{\"name\":\"n\",\"id\":\"k1\"}},\"id\":\"no\"}";

    assertThat(references.in(Map.of(), field).campaign()).isEqualTo("k1");
  }

  @Test
  void theQueryWinsOverTheCustomField() {
    assertThat(References.STANDARD.in(Map.of("Campaign", "query"), "campaign=field,lead=l1"))
        .isEqualTo(new Found("query", "l1"));
    assertThat(References.STANDARD.in(Map.of("campaign", "  "), "campaign=field").campaign())
        .isEqualTo("field");
  }

  @Test
  void theMostTellingNameWinsWhateverTheOrderOfTheField() {
    assertThat(References.STANDARD.in(Map.of(), "lead_id=second&lead=first").lead())
        .isEqualTo("first");
  }

  @Test
  void aTextTooLongForAnIdIsNone() {
    assertThat(References.STANDARD.in(Map.of("campaign", "k".repeat(201)), null).campaign())
        .isNull();
    assertThat(References.STANDARD.in(Map.of(), "lead=" + "l".repeat(5000)).lead()).isNull();
  }

  @Test
  void nestingWithoutEndIsNoReasonToFail() {
    String field = "{\"lead\":\"l1\",\"a\":" + "{\"a\":".repeat(500);

    assertThat(References.STANDARD.in(Map.of(), field).lead()).isEqualTo("l1");
  }

  @Property(tries = 500)
  void noCustomFieldMakesItFail(@ForAll String text) {
    References.STANDARD.in(Map.of(), text);
    assertThat(References.STANDARD.in(Map.of("lead", "l1"), "{" + text).lead()).isEqualTo("l1");
  }

  private static Names names(String name) {
    return new Names(List.of(name), List.of(name));
  }
}
