// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import sidstream.chassis.config.Secret;

/** With Twilio's published example and the expected signatures of its own libraries' tests. */
class TwilioTest extends VerifierContract {

  private static final Secret TOKEN = new Secret("12345");
  private static final Secret OLD = new Secret("1234567890");
  private static final String HEADER = "x-twilio-signature";
  private static final String HOST = "https://mycompany.com";
  private static final String PATH = "/myapp.php?foo=1&bar=2";
  private static final String FORM =
      "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234"
          + "&From=%2B14158675309&To=%2B18005551212";
  private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
  private static final String JSON_HASH =
      "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

  @Override
  Verifier verifier() {
    return new Twilio(HOST, TOKEN, Optional.of(OLD));
  }

  @Override
  Verifier rotated() {
    return new Twilio(HOST, TOKEN, Optional.empty());
  }

  @Override
  Attempts good() {
    return sent(PATH, FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  }

  @Override
  Attempts goodByPrevious() {
    return sent(PATH, FORM, "RJbhup5LCE68jR7hVARDR5rVRsQ=");
  }

  @Override
  Set<String> headers() {
    return Set.of(HEADER);
  }

  @Override
  Set<Part> parts() {
    return Set.of(Part.URL, Part.BODY);
  }

  @Override
  List<String> secrets() {
    return List.of(TOKEN.reveal(), OLD.reveal());
  }

  @Override
  boolean isSame(Attempts changed) { // %2B and %2b
    return changed.attempt().header(HEADER).equals(good().attempt().header(HEADER))
        && changed.attempt().target().equals(good().attempt().target())
        && new String(changed.bytes(), UTF_8).equalsIgnoreCase(FORM)
        && new String(changed.bytes(), UTF_8).replace("%2b", "%2B").equals(FORM);
  }

  @Example
  void theOrderOfTheParametersDoesNotMatter() {
    String other =
        "To=%2B18005551212&From=%2B14158675309&Digits=1234&CallSid=CA1234567890ABCDE"
            + "&Caller=%2B14158675309";
    assertAccepted(rotated(), sent(PATH, other, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    assertAccepted(rotated(), sent(PATH, FORM + "&Digits=1234", "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
  }

  @Example
  void aStandardPortIsSignedOrNot() {
    assertAccepted(rotated(), sent(PATH, FORM, "kvajT1Ptam85bY51eRf/AJRuM3w=")); // :443
    Verifier http = new Twilio("http://mycompany.com", TOKEN, Optional.empty());
    assertAccepted(http, sent(PATH, FORM, "0ZXoZLH/DfblKGATFgpif+LLRf4=")); // :80
  }

  @Example
  void anotherPortIsSignedOrNot() {
    Verifier https = new Twilio(HOST + ":1234", TOKEN, Optional.empty());
    assertAccepted(https, sent(PATH, FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    assertRefused(https, sent(PATH, FORM, "kvajT1Ptam85bY51eRf/AJRuM3w="));
    Verifier http = new Twilio("http://mycompany.com:1234", TOKEN, Optional.empty());
    assertAccepted(http, sent(PATH, FORM, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="));
    assertRefused(rotated(), sent(PATH, FORM, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="));
  }

  @Example
  void aPathBeforeOursIsPartOfTheUrl() {
    Verifier below = new Twilio(HOST + "/myapp.php/", TOKEN, Optional.empty());
    assertAccepted(below, sent("?foo=1&bar=2", FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
  }

  @Example
  void theQueryIsSignedAsItIsWritten() {
    Verifier other = new Twilio("https://someurl.com", OLD, Optional.empty());
    Attempts get =
        Attempts.PLAIN
            .target("GET", "/somepath?param1=client%3AAnonymous", null)
            .header(HEADER, "PM+bjB+ITJ9a3LIYStKWOTMZMlU=");
    assertAccepted(other, get);
    assertRefused(other, get.target("GET", "/somepath?param1=client:Anonymous", null));
    assertAccepted(
        rotated(),
        sent(
            "/myapp.php?foo=hello%20world&bar=test%2Bvalue", FORM, "er2tvAP1Wx+iuTTE2BPgvEaN1cs="));
    assertAccepted(rotated(), sent("/myapp.php", FORM, "1xaxFBvyzXYvWplzNOSs28HWO94="));
  }

  @Example
  void ofAGetTheUrlAloneIsSigned() {
    Attempts get =
        Attempts.PLAIN.target("GET", PATH, null).header(HEADER, "zYQTYrRWXE7LtzbG4PfP7/bkkGo=");
    assertAccepted(rotated(), get);
    assertRefused(rotated(), get.body("x=y"));
    assertAccepted(rotated(), get.target("POST", PATH, null));
  }

  @Example
  void aBodyThatIsNoFormIsCoveredByItsHash() {
    Attempts json =
        sent(PATH + "&bodySHA256=" + JSON_HASH, JSON, "a9nBmqA0ju/hNViExpshrM61xv4=")
            .header("content-type", "application/json");
    assertAccepted(rotated(), json);
    assertAccepted(
        rotated(),
        sent("/myapp.php?bodySHA256=" + JSON_HASH, JSON, "y77kIzt2vzLz71DgmJGsen2scGs="));
    assertRefused(rotated(), json.body(JSON + ' '));
    assertRefused(rotated(), json.body(""));
    assertRefused(
        rotated(),
        sent(PATH, JSON, "zYQTYrRWXE7LtzbG4PfP7/bkkGo=").header("content-type", "text/json"));
  }

  @Example
  void parametersAreSignedDecodedInOrderOfTheirNames() {
    assertAccepted(
        rotated(),
        form(
            Map.of(
                "Message", "Hello & goodbye! @#$%^*()",
                "From", "+1 (415) 867-5309",
                "Special", "unicode: ñáéíóú"),
            "dCPiR4WtQ6QFN6pJh81CtlCcWLQ="));
    assertAccepted(
        rotated(),
        form(
            Map.of("Digits", "", "CallSid", "CA1234567890ABCDE", "EmptyParam", ""),
            "9HHp/OqQMEwdrVebHDdA/+tqjX8="));
    assertAccepted(
        rotated(),
        form(
            Map.of("Zebra", "last", "Alpha", "first", "Beta", "second", "Gamma", "third"),
            "enveUe73ZTVLAekHxez3Qx6JuuQ="));
    assertAccepted(
        rotated(),
        form(
            Map.of("callSid", "lowercase", "CallSid", "uppercase", "CALLSID", "allcaps"),
            "jDK7WKT8wiNrwggd4ceTv4e1MJ4="));
  }

  @Example
  void aFormThatNoEncoderWritesIsRefused() {
    for (String form :
        List.of(
            FORM.replace("To=", "To&"), // would be signed the same
            FORM + '&',
            '&' + FORM,
            FORM.replace("&To", "&&To"),
            FORM.replace("1234&", "12 34&"),
            FORM.replace("%2B18005551212", "%2B1800555121%"),
            FORM.replace("%2B18005551212", "%ZZ18005551212"))) {
      assertRefused(verifier(), sent(PATH, form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }
  }

  @Example
  void aSignatureOfAnotherUrlIsRefused() {
    assertRefused(
        new Twilio("https://example.com", TOKEN, Optional.empty()),
        sent(PATH, FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    assertRefused(rotated(), sent(PATH, FORM, "NOTRSOYDt4T1cUTdK1PDd93/VVr8B8="));
  }

  @Example
  void whatDoesNotFitIsNotTakenIntoUse() {
    for (String url :
        List.of("", "mycompany.com", "ftp://x.y", "https://", "https://x?y", "https://x#y", "ü")) {
      assertThatThrownBy(() -> new Twilio(url, TOKEN, Optional.empty()))
          .as(url)
          .hasMessageContaining("the public URL must be http:// or https://");
    }
    assertThatThrownBy(() -> new Twilio(HOST, new Secret(" "), Optional.empty()))
        .hasMessage("a secret must not be blank");
  }

  @Example
  void itIsPresentedWithItsHeaderOnly() {
    assertThat(verifier().isPresented(good().attempt())).isTrue();
    assertThat(verifier().isPresented(Attempts.PLAIN.attempt())).isFalse();
  }

  private static Attempts form(Map<String, String> parameters, String signature) {
    String form =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(
                    pair ->
                        URLEncoder.encode(pair.getKey(), UTF_8)
                            + '='
                            + URLEncoder.encode(pair.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    return sent(PATH, form, signature);
  }

  private static Attempts sent(String path, String body, String signature) {
    return Attempts.PLAIN
        .target("POST", path, null)
        .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
        .header(HEADER, signature)
        .body(body);
  }
}
