// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {

  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final String TWO =
      """
      --b
      Content-Disposition: form-data; name="x"

      1
      --b
      Content-Disposition: form-data; name="y[0]"


      --b--
      """
          .replace("\n", "\r\n");

  @Test
  void partsAreReadInTheirOrder() throws UnreadableBody {
    assertThat(read(TWO)).containsExactly(Map.entry("x", "1"), Map.entry("y[0]", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r\n\r\n", "", "\r\nepilogue --b", "\r\n--b\r\n"})
  void whatFollowsTheClosingDelimiterDoesNotCount(String epilogue) throws UnreadableBody {
    assertThat(read(TWO.stripTrailing() + epilogue)).hasSize(2);
  }

  @Test
  void aPreambleDoesNotCount() throws UnreadableBody {
    assertThat(read("This is a message in MIME format.\r\n" + TWO)).hasSize(2);
  }

  @Test
  void bareLineFeedsAreTaken() throws UnreadableBody {
    assertThat(read(TWO.replace("\r\n", "\n"))).isEqualTo(read(TWO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data; name=\"x\"",
        "content-disposition:form-data;name=x",
        "Content-Disposition: form-data; filename=\"a; name=y\"; name=\"x\"",
        "Content-Type: text/plain\r\nContent-Disposition: form-data; name = \"x\"",
        "Content-Disposition: form-data; name=\"x\"; filename=\"x.txt\"\r\nContent-Type: text/plain"
      })
  void aNameIsFoundHoweverItIsWritten(String headers) throws UnreadableBody {
    assertThat(read("--b\r\n" + headers + "\r\n\r\n1\r\n--b--"))
        .containsExactly(Map.entry("x", "1"));
  }

  @Test
  void quotesInANameAreEscaped() throws UnreadableBody {
    assertThat(
            read("--b\r\nContent-Disposition: form-data; name=\"a\\\"b\\\\c\"\r\n\r\n1\r\n--b--"))
        .containsExactly(Map.entry("a\"b\\c", "1"));
  }

  @Test
  void aNameWhoseQuoteIsNeverClosedTakesNothingOfTheValue() throws UnreadableBody {
    assertThat(read("--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\"y\r\n--b--"))
        .allSatisfy(part -> assertThat(part.getValue()).isEqualTo("x\"y"));
  }

  @Test
  void withoutABoundaryInTheHeaderTheFirstLineIsTheDelimiter() throws UnreadableBody {
    byte[] body = TWO.getBytes(UTF_8);
    assertThat(MultipartForm.parts(body, null)).hasSize(2);
    assertThat(MultipartForm.parts(body, "multipart/form-data")).hasSize(2);
    assertThat(MultipartForm.parts(body, "multipart/form-data; boundary=other")).hasSize(2);
    assertThat(MultipartForm.parts(body, "multipart/form-data; boundary=\"b\"")).hasSize(2);
  }

  @Test
  void almostABoundaryEverywhereTakesNoLonger() {
    String boundary = "-".repeat(10_000) + "b";
    String type = "multipart/form-data; boundary=" + boundary;
    for (String almost : List.of("-", "-".repeat(10_002) + "\n", "x--" + boundary)) {
      String preamble = almost.repeat((1 << 20) / almost.length());
      String body = preamble + "\r\n" + TWO.replace("--b", "--" + boundary);
      assertTimeout(
          Duration.ofSeconds(10),
          () -> assertThat(MultipartForm.parts(body.getBytes(UTF_8), type)).hasSize(2));
    }
  }

  @Test
  void aLongerLineIsNoDelimiter() throws UnreadableBody {
    assertThat(read(part("x", "--bb\r\n--b x\r\n --b") + "--b--"))
        .containsExactly(Map.entry("x", "--bb\r\n--b x\r\n --b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1",
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b",
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b\r\n",
        "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
        "--b\r\n\r\n1\r\n--b--",
        "--b\r\n--b--",
        "--\r\n",
        "--b"
      })
  void aCutOrNamelessPartIsMalformed(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableBody.class);
  }

  @Property
  void whateverIsWrittenIsReadBack(@ForAll @From("fields") List<Entry<String, String>> fields)
      throws UnreadableBody {
    StringBuilder body = new StringBuilder();
    fields.forEach(field -> body.append(part(field.getKey(), field.getValue())));
    assertThat(read(body + "--b--\r\n\r\n")).isEqualTo(fields);
  }

  @Provide
  Arbitrary<List<Entry<String, String>>> fields() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abyz[]0_. ;=é")
            .ofMinLength(1)
            .map(String::strip)
            .filter(s -> !s.isEmpty());
    Arbitrary<String> values =
        Arbitraries.strings()
            .withChars("ab-\r\n &=%é\"€".toCharArray())
            .filter(s -> !("\n" + s).contains("\n--b"));
    return Arbitraries.entries(names, values).list().ofMinSize(1).ofMaxSize(6).map(ArrayList::new);
  }

  private static String part(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private static List<Entry<String, String>> read(String body) throws UnreadableBody {
    return MultipartForm.parts(body.getBytes(UTF_8), TYPE);
  }
}
