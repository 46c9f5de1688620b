// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.Webhooks;

class BodyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          application/json                        | {"a":"1"}
          application/json; charset=utf-8         |  \t{"a":1}
          application/vnd.exotel+json             | {"a":1}
          application/x-www-form-urlencoded       | a=1
          application/x-www-form-urlencoded       | {"a":1}
          text/plain                              | a=1
          -                                       | a=1
          -                                       | {"a":1}
          application/octet-stream                | a=1
          multipart/form-data                     | {"a":"1"}
          multipart/form-data; boundary=b         | a=1
          application/json                        | a=1
          """)
  void theBodyShowsItsEncoding(String contentType, String body) {
    assertThat(fields(contentType, body)).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void moreFieldsThanAWebhookHasAreNotRead() {
    assertThat(fields(Webhooks.FORM, "a=&".repeat(20_000))).hasSize(20_000);
    assertThat(reason(Webhooks.FORM, "a=&".repeat(20_001))).isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(fields(Webhooks.JSON, "\uFEFF{\"a\":1}")).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void multipartIsSeenWithoutItsContentType() {
    String body = "\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--";
    assertThat(fields(null, body)).containsExactly(Map.entry("a", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          application/json                  | ''              | EMPTY_BODY
          application/x-www-form-urlencoded | '  '            | EMPTY_BODY
          application/json                  | {"a":           | MALFORMED_BODY
          application/json                  | {"a":1} {"b":2} | MALFORMED_BODY
          application/json                  | hello           | MALFORMED_BODY
          application/json                  | [{"a":1}]       | UNRECOGNISED_SHAPE
          multipart/form-data; boundary=b   | a 1             | MALFORMED_BODY
          application/xml                   | <a b="c"/>      | UNSUPPORTED_CONTENT_TYPE
          text/plain                        | hello           | UNSUPPORTED_CONTENT_TYPE
          """)
  void whatCannotBeReadHasItsReason(String contentType, String body, Reason reason) {
    assertThat(reason(contentType, body)).isEqualTo(reason);
  }

  @Test
  void nestedJsonHasTheNamesOfAForm() {
    assertThat(
            fields(
                Webhooks.JSON,
                "{\"Legs\":[{\"Status\":\"busy\"},{}],\"a\":{\"b\":[true,1.50,null]}}"))
        .containsEntry("Legs[0][Status]", "busy")
        .containsEntry("Legs[1]", "")
        .containsEntry("a[b][0]", "true")
        .containsEntry("a[b][1]", "1.50")
        .containsEntry("a[b][2]", "");
  }

  @Test
  void aRepeatedNameLosesNoValue() {
    assertThat(fields(Webhooks.FORM, "a=1&a=2&a=3&b[]=4&b[]=5&a[1]=6"))
        .containsOnly(
            Map.entry("a", "1"),
            Map.entry("a[1]", "2"),
            Map.entry("a[2]", "3"),
            Map.entry("b[0]", "4"),
            Map.entry("b[1]", "5"),
            Map.entry("a[1][1]", "6"));
  }

  @Test
  void jsonMayBe32Deep() {
    String deep = "{\"a\":".repeat(31) + "1" + "}".repeat(31);
    assertThat(fields(Webhooks.JSON, deep)).hasSize(31);
    assertThat(reason(Webhooks.JSON, "{\"a\":".repeat(40) + "1" + "}".repeat(40)))
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  /** 30 KB of name, repeated for 20,000 elements: 600 MB if it were unfolded. */
  @Test
  void jsonThatUnfoldsIntoAMultipleOfItselfIsMalformed() {
    String bomb = "{\"" + "n".repeat(30_000) + "\":[" + "1,".repeat(20_000) + "1]}";
    assertThat(reason(Webhooks.JSON, bomb)).isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  @Timeout(5)
  void asManyRepeatedNamesAsThereMayBeAreReadInLinearTime() {
    assertThat(fields(Webhooks.FORM, "a&".repeat(20_000))).hasSize(20_000);
  }

  private static SortedMap<String, String> fields(String contentType, String body) {
    Body read = Body.of(Webhooks.of("call", contentType, body).request());
    assertThat(read).isInstanceOf(Body.Fields.class);
    return ((Body.Fields) read).values();
  }

  private static Reason reason(String contentType, String body) {
    Body read = Body.of(Webhooks.of("call", contentType, body).request());
    assertThat(read).isInstanceOf(Body.Unreadable.class);
    return ((Body.Unreadable) read).why().reason();
  }
}
