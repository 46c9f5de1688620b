// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import sidstream.chassis.config.Secret;

class RedactionTest {

  private static final String NEW = "new-secret-0123456789";
  private static final String OLD = "p@ss/w%rd\\\"+&=0123456";
  private static final String ROTATED = "rotated-away-0123456789";
  private static final Redaction REDACTION =
      new Redaction(List.of(new Secret(NEW), new Secret(OLD)));

  @Example
  void liveSecretsAreTakenOutAndTheRestStaysAsItIs() {
    assertThat(redacted("CallSid=c0ffee&copy=" + NEW + "&city=New+Delhi&a=%zz&Legs[0][x]=1"))
        .isEqualTo("CallSid=c0ffee&copy=[redacted]&city=New+Delhi&a=%zz&Legs[0][x]=1");
    assertThat(redacted(NEW + NEW)).isEqualTo("[redacted]");
    assertThat(redacted(NEW + ' ' + OLD)).isEqualTo("[redacted] [redacted]");
    assertThat(redacted("{\"url\":\"https:\\/\\/x\\/" + NEW + "\"}"))
        .isEqualTo("{\"url\":\"https:\\/\\/x\\/[redacted]\"}");
  }

  @Example
  void whatHoldsNoSecretIsTheSameArray() {
    for (String text :
        List.of(
            "",
            "%",
            "%2",
            "\\",
            "\\u",
            "\\u00",
            "%25252525",
            "new-secret-012345678",
            "CallSid=c0ffee&token=their+own",
            "passthru",
            "passthru=",
            "passthru=&x=y",
            "\"passthru\"",
            "\"passthru\":",
            "\"passthru\":null,\"token\":\"x\"",
            "{\"passthru\":7}",
            "passthru=https%3A%2F%2Fexample.com%2Fpath%3Fa%3Db")) {
      byte[] raw = text.getBytes(UTF_8);
      assertThat(REDACTION.bytes(raw)).as(text).isSameAs(raw);
    }
  }

  @Property
  void plainTextIsLookedThroughAtAGlanceWithTheSameResult(
      @ForAll @Size(max = 6) List<@From("pieces") String> pieces) {
    Redaction redaction = new Redaction(List.of(new Secret(NEW), new Secret("abababab")));
    String text = String.join("", pieces);
    String carefully = new String(redaction.bytes((text + '%').getBytes(UTF_8)), UTF_8);
    assertThat(new String(redaction.bytes(text.getBytes(UTF_8)), UTF_8) + '%').isEqualTo(carefully);
  }

  @Example
  void jsonStaysJson() {
    Redaction slash = new Redaction(List.of(new Secret("/secret-0123456789")));
    for (int backslashes = 0; backslashes < 8; backslashes += 2) {
      String text = "x" + "\\".repeat(backslashes);
      for (String secret : List.of("/secret-0123456789", "\\/secret-0123456789")) {
        String clean = new String(slash.bytes((text + secret).getBytes(UTF_8)), UTF_8);
        assertThat(Encodings.JSON.decode(clean)).startsWith("x").endsWith("[redacted]");
      }
    }
  }

  @Example
  void aShortSecretIsAWordOfManyTextsAndLeftIn() {
    byte[] raw = "12345".getBytes(UTF_8);
    assertThat(new Redaction(List.of(new Secret("12345"))).bytes(raw)).isSameAs(raw);
  }

  @Property
  void noLiveSecretSurvivesThreeEncodingsAndAllElseDoes(
      @ForAll("plain") String before,
      @ForAll("plain") String after,
      @ForAll("secrets") String secret,
      @ForAll @Size(max = 3) List<Encodings> encodings) {
    String left = before + '.'; // else it can be read as the secret's first half, and goes too
    String right = '.' + after;
    String clear = left + secret + right;
    Assume.that(clear.indexOf(secret) == clear.lastIndexOf(secret));
    String encoded = clear;
    for (Encodings encoding : encodings) {
      encoded = encoding.encode(encoded);
    }
    byte[] raw = encoded.getBytes(UTF_8);
    String decoded = new String(new Redaction(List.of(new Secret(secret))).bytes(raw), UTF_8);
    for (int i = encodings.size() - 1; i >= 0; i--) {
      decoded = encodings.get(i).decode(decoded);
    }
    assertThat(decoded).as(encoded).isEqualTo(left + "[redacted]" + right);
  }

  @Property
  void textWithoutSecretsIsReturnedUnchanged(@ForAll byte[] raw) {
    String text = new String(raw, ISO_8859_1);
    Assume.that(!text.contains("passthru"));
    assertThat(REDACTION.bytes(raw)).isSameAs(raw);
  }

  @Property
  void anythingAfterPassthruIsTakenWithoutAnException(
      @ForAll("fields") String field, @ForAll byte[] value, @ForAll("grammar") String grammar) {
    String text = field + grammar + new String(value, ISO_8859_1) + grammar;
    assertThat(redacted(text)).isNotNull();
    assertThat(REDACTION.values(Map.of("passthru", text))).containsKey("passthru");
  }

  @Example
  void theUrlBeforeLosesItsSecretsAndKeepsItsFacts() {
    String url =
        "https://exotel:hunter2@hooks.example.com/hooks/exotel/passthru/"
            + ROTATED
            + "?CallSid=c0ffee&auth_token=abc%26def&digits=%222%22&Key=k1&CustomField=x@y";
    String clean =
        "https://[redacted]@hooks.example.com/hooks/exotel/passthru/[redacted]"
            + "?CallSid=c0ffee&auth_token=[redacted]&digits=%222%22&Key=[redacted]&CustomField=x@y";
    String json = "{\"url\":\"" + url + "\",\"token\":\"t1\",\"n\":1}";
    String cleanJson = "{\"url\":\"" + clean + "\",\"token\":\"[redacted]\",\"n\":1}";
    for (Encodings encoding : List.of(Encodings.FORM, Encodings.LOWER, Encodings.EACH)) {
      String query = redacted("CallSid=1&passthru=" + encoding.encode(json) + "&flow_id=7");
      assertThat(query).startsWith("CallSid=1&passthru=").endsWith("&flow_id=7");
      String value = query.substring("CallSid=1&passthru=".length(), query.length() - 10);
      assertThat(encoding.decode(value)).isEqualTo(cleanJson);
    }
    assertThat(redacted("{\"CallSid\":\"1\",\"passthru\":" + json + ",\"token\":\"theirs\"}"))
        .isEqualTo("{\"CallSid\":\"1\",\"passthru\":" + cleanJson + ",\"token\":\"theirs\"}");
    assertThat(redacted("{\"passthru\" : \"" + url + "\", \"secret\":\"theirs\"}"))
        .isEqualTo("{\"passthru\" : \"" + clean + "\", \"secret\":\"theirs\"}");
    assertThat(
            redacted(
                "--b\r\nContent-Disposition: form-data; name=\"passthru\"\r\n\r\n"
                    + json
                    + "\r\n--b\r\n\r\n"
                    + json
                    + "\r\n--b--"))
        .isEqualTo(
            "--b\r\nContent-Disposition: form-data; name=\"passthru\"\r\n\r\n"
                + cleanJson
                + "\r\n--b\r\n\r\n"
                + json
                + "\r\n--b--");
    assertThat(REDACTION.values(Map.of("passthru", json, "flow_id", "7")))
        .isEqualTo(Map.of("passthru", cleanJson, "flow_id", "7"));
  }

  @Example
  void aUrlBeforeThatIsTooLongToBeOneIsTakenOutWhole() {
    assertThat(redacted("a=b&passthru=" + "x".repeat(70_000) + "&c=d"))
        .isEqualTo("a=b&passthru=[redacted]&c=d");
  }

  @Example
  void theWordAsAValueHidesNoField() {
    assertThat(redacted("{\"feed\":\"passthru\",\"passthru\":\"https://a:b@h/\"}"))
        .isEqualTo("{\"feed\":\"passthru\",\"passthru\":\"https://[redacted]@h/\"}");
    assertThat(redacted("x=passthru&mypassthru=y&passthru=https://a:b@h/"))
        .isEqualTo("x=passthru&mypassthru=y&passthru=https://[redacted]@h/");
  }

  @Example
  void aPathWithoutASecretStaysAsItIs() {
    for (String url :
        List.of(
            "https://h/hooks/exotel/call?x=y",
            "https://h/hooks/exotel",
            "https://h/hooks/",
            "https://h/hooks/exotel/call/",
            "https://h/hooks/exotel/call/?x=/a/b",
            "https://h/other/exotel/call/x",
            "https://h?email=a@b")) {
      assertThat(redacted("passthru=" + url)).isEqualTo("passthru=" + url);
    }
  }

  @Property
  void noSecretOfTheUrlBeforeSurvivesWhateverItsNesting(
      @ForAll("hidden") String hidden,
      @ForAll("places") String place,
      @ForAll @Size(max = 3) List<@From("whole") Encodings> encodings,
      @ForAll boolean twice) {
    String url = place.replace("{}", Encodings.FORM.encode(hidden));
    String json = "{\"url\":\"" + url + "\"}";
    if (twice) {
      json = "{\"url\":\"https://h/p?passthru=" + Encodings.FORM.encode(json) + "&x=y\"}";
    }
    String encoded = json;
    for (Encodings encoding : encodings) {
      encoded = encoding.encode(encoded);
    }
    String decoded = redacted("CallSid=1&passthru=" + Encodings.FORM.encode(encoded) + "&b=c");
    assertThat(decoded).startsWith("CallSid=1&passthru=").endsWith("&b=c").contains("[redacted]");
    for (int i = 0; i < encodings.size() + (twice ? 3 : 2); i++) {
      assertThat(decoded).as(encoded).doesNotContain(hidden);
      decoded = once(decoded);
    }
    assertThat(decoded).as(encoded).doesNotContain(hidden).doesNotContain(hidden.substring(4));
  }

  @Example
  void aPairOfTheQueryThatHoldsALiveSecretIsLeftOut() {
    assertThat(
            REDACTION.values(
                Map.of(
                    "lead", "7", "copy", "x" + NEW, NEW, "", "deep", Encodings.FORM.encode(OLD))))
        .isEqualTo(Map.of("lead", "7"));
    assertThat(Redaction.NONE.values(Map.of("lead", NEW))).isEqualTo(Map.of("lead", NEW));
  }

  @Provide
  static Arbitrary<String> plain() {
    return Arbitraries.strings().withChars("abcXYZ019 -_.~/?&=\"\\%+:@\n[]{}é€").ofMaxLength(12);
  }

  @Provide
  static Arbitrary<String> pieces() {
    return Arbitraries.of(
        NEW, NEW.substring(0, 9), NEW.substring(9), "abab", "ab", "b", "é", "[", "");
  }

  @Provide
  static Arbitrary<String> secrets() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(16).ofMaxLength(24);
  }

  @Provide
  static Arbitrary<String> hidden() {
    return Arbitraries.strings()
        .withChars("abcXYZ019&=/?#@:")
        .ofLength(8)
        .map(text -> "s3cr" + text + "et");
  }

  @Provide
  static Arbitrary<String> places() {
    return Arbitraries.of(
        "https://user:{}@h/p?a=b",
        "https://{}@h",
        "http://h/hooks/exotel/passthru/{}",
        "https://h:8443/in/hooks/exotel/passthru/{}?CallSid=1&x=y#f",
        "https://h/p?token={}",
        "https://h/p?a=b&API_KEY={}&c=d",
        "https://h/p?a=b&access_token={}#f",
        "https://h/p?signature={}&a=b");
  }

  @Provide
  static Arbitrary<Encodings> whole() {
    return Arbitraries.of(
        Encodings.FORM,
        Encodings.LOWER,
        Encodings.EACH,
        Encodings.JSON,
        Encodings.SLASHED,
        Encodings.HTML);
  }

  @Provide
  static Arbitrary<String> fields() {
    return Arbitraries.of(
        "passthru=",
        "x=y&passthru[url]=",
        "\"passthru\":",
        "\"passthru\":\"",
        "\"passthru\":{",
        "name=\"passthru\"\r\n\r\n",
        "passthru",
        "\"passthru\"");
  }

  @Provide
  static Arbitrary<String> grammar() {
    return Combinators.combine(part(), part(), part()).as((a, b, c) -> a + b + c);
  }

  private static Arbitrary<String> part() {
    return Arbitraries.of(
        "",
        "://",
        "https://",
        "@",
        "/hooks/",
        "/",
        "token=",
        "\"token\"",
        ":",
        "\"",
        "\\",
        "%",
        "%2",
        "%25",
        "\\u00",
        "{",
        "}",
        "[",
        "]",
        "&",
        "#",
        "?",
        "\r\n--",
        "\r\n\r\n",
        "=",
        ",");
  }

  /** Decoded once more, either way. */
  private static String once(String text) {
    try {
      String json = Encodings.JSON.decode(text);
      return json.equals(text) ? Encodings.URI.decode(text) : json;
    } catch (RuntimeException e) {
      try {
        return Encodings.URI.decode(text);
      } catch (IllegalArgumentException notPercent) {
        return text;
      }
    }
  }

  private static String redacted(String text) {
    return new String(REDACTION.bytes(text.getBytes(ISO_8859_1)), ISO_8859_1);
  }
}
