// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Names in the values of names, as only malformed or hostile bodies have them. */
class PassthruFieldsTest {

  @Test
  void aNameWithinAValueIsOneTooHoweverMany() {
    for (String name : List.of("[\"passthru\":key=[", "?passthru=key=", "{\"passthru\":&key=")) {
      StringBuilder nested = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        nested.append(name).append("s3cr").append(i);
      }
      assertThat(redacted(nested.toString())).contains("[redacted]").doesNotContain("s3cr");
    }
    assertThat(redacted("\"passthru\":\"passthru\":\"key=s3cr\",\"key\":\"theirs\""))
        .isEqualTo("\"passthru\":\"passthru\":\"key=[redacted]\",\"key\":\"theirs\"");
  }

  @Test
  void namesWithinNamesTakeNoLonger() {
    for (String name :
        List.of(
            "\"passthru\":{",
            "[\"passthru\":key=",
            "?passthru=",
            "?passthru[",
            "=\"passthru\"",
            "=\"passthru\"\r\n\r\n")) {
      String nested = name.repeat((1 << 20) / name.length()) + "\r\n\r\nx";
      assertTimeout(Duration.ofSeconds(10), () -> redacted(nested));
    }
  }

  @Test
  void theNameIsOneInAnyCase() {
    String part = "Disposition: form-data; name=\"%s\"\r\n\r\nhttps://a:b@h/\r\n--b\r\n";
    String parts = part.formatted("PASSTHRU") + part.formatted("passthru") + part.formatted("Pass");
    String clean = part.replace("a:b", "[redacted]");
    assertThat(redacted(parts + "p"))
        .isEqualTo(
            clean.formatted("PASSTHRU")
                + clean.formatted("passthru")
                + part.formatted("Pass")
                + "p");
    assertThat(redacted("Passthru=https://a:b@h/&passTHRU=https://a:b@h/"))
        .isEqualTo("Passthru=https://[redacted]@h/&passTHRU=https://[redacted]@h/");
  }

  @Property
  void theNameIsFoundWhereverItStands(
      @ForAll @Size(max = 8) List<@From("pieces") String> before, @ForAll boolean inUpperCase) {
    String name = inUpperCase ? "PassThRu" : "passthru";
    String text = String.join("", before) + '&' + name + "=https://a:b@h/";
    assertThat(redacted(text)).endsWith('&' + name + "=https://[redacted]@h/");
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of("p", "pass", "PASSTHR", "thru", "u", "Ru", "\u00e9", "0\u0010", " ", "-");
  }

  private static String redacted(String text) {
    return new String(Redaction.NONE.bytes(text.getBytes(ISO_8859_1)), ISO_8859_1);
  }
}
