// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;
import sidstream.chassis.ops.Ops;
import sidstream.ingest.verify.Attempt;
import sidstream.ingest.verify.Verdict;
import sidstream.ingest.verify.Verifier;

class VerificationTest {

  private static final String SECRET = "path-secret-0123456789";
  private static final String OTHER = "other-secret-0123456789";
  private static final Map<String, String> PATH = Map.of("secret", SECRET);
  private static final Map<String, String> HMAC =
      Map.of("hmac.header", "X-Exotel-Signature", "hmac.secret", "It's a Secret to Everybody");
  private static final Map<String, String> BASIC =
      Map.of("basic.username", "exotel", "basic.password", OTHER);
  private static final String HELLO = "Hello, World!";
  private static final String SIGNATURE =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private final Ops ops = new Ops();

  @AfterEach
  void close() {
    ops.close();
  }

  @Test
  void thePathSecretIsTheDefault() {
    Verifier verifier = verifier(PATH);
    assertThat(verifier.needsBody()).isFalse();
    assertThat(accepts(verifier, SECRET, Map.of())).isTrue();
    assertThat(accepts(verifier, OTHER, Map.of())).isFalse();
    assertThat(accepts(verifier, null, Map.of())).isFalse();
  }

  @Test
  void allOfMeansEachOne() {
    Verifier verifier = verifier(PATH, HMAC, Map.of("verify.all-of", "path, hmac"));
    assertThat(accepts(verifier, SECRET, signed(SIGNATURE))).isTrue();
    assertThat(accepts(verifier, SECRET, Map.of())).isFalse();
    assertThat(accepts(verifier, null, signed(SIGNATURE))).isFalse();
    assertThat(verifier.refusedEarly(attempt(OTHER, Map.of()))).isNotNull();
  }

  @Test
  void anyOfMeansOneOfThemAndNoPathSecret() {
    Verifier verifier = verifier(BASIC, HMAC, Map.of("verify.any-of", "basic,hmac"));
    assertThat(accepts(verifier, null, signed(SIGNATURE))).isTrue();
    assertThat(accepts(verifier, null, Map.of("authorization", basic()))).isTrue();
    assertThat(accepts(verifier, SECRET, Map.of())).isFalse();
  }

  @Test
  void allOfAndAnyOfCanBeCombined() {
    Map<String, String> networks = Map.of("allow-list.networks", "192.0.2.0/24, 127.0.0.1");
    Map<String, String> lists = Map.of("verify.all-of", "allow-list", "verify.any-of", "path,hmac");
    Verifier verifier = verifier(PATH, HMAC, networks, lists);
    assertThat(accepts(verifier, SECRET, Map.of())).isTrue();
    assertThat(accepts(verifier, null, signed(SIGNATURE))).isTrue();
    assertThat(accepts(verifier, null, Map.of())).isFalse();
    Map<String, String> elsewhere = Map.of("allow-list.networks", "192.0.2.0/24");
    assertThat(accepts(verifier(PATH, HMAC, elsewhere, lists), SECRET, Map.of())).isFalse();
  }

  @Test
  void aSignatureThatMayBeSentIsVerifiedAndCounted() {
    Verifier verifier = verifier(PATH, HMAC, Map.of("verify.if-present", "hmac"));
    assertThat(accepts(verifier, SECRET, Map.of())).isTrue();
    assertThat(accepts(verifier, SECRET, signed(SIGNATURE))).isTrue();
    assertThat(accepts(verifier, SECRET, signed("0" + SIGNATURE.substring(1)))).isFalse();
    assertThat(accepts(verifier, OTHER, signed(SIGNATURE))).isFalse();
    String line = "sidstream_signatures_total{result=\"%s\",source=\"exotel\",verifier=\"hmac\"} 1";
    assertThat(ops.scrape())
        .contains(line.formatted("absent"))
        .contains(line.formatted("verified"))
        .contains(line.formatted("refused"));
  }

  @Test
  void everySettingOfAVerifierCounts() {
    Map<String, String> all = new HashMap<>();
    all.put("verify.any-of", "path,basic,hmac,standard-webhooks,twilio,allow-list");
    all.putAll(PATH);
    all.put("previous-secret", "previous-secret-0123456789");
    all.putAll(BASIC);
    all.put("basic.previous-password", "previous-password-0123456789");
    all.putAll(HMAC);
    all.put("hmac.hash", "sha512");
    all.put("hmac.encoding", "base64url");
    all.put("hmac.prefix", "v0=");
    all.put("hmac.previous-secret", "previous-hmac-0123456789");
    all.put("standard-webhooks.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    all.put(
        "standard-webhooks.previous-secret", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    all.put("standard-webhooks.tolerance", "PT1M");
    all.put("twilio.auth-token", "0123456789abcdef0123456789abcdef");
    all.put("twilio.previous-auth-token", "fedcba9876543210fedcba9876543210");
    all.put("twilio.public-url", "https://hooks.example.com");
    all.put("allow-list.networks", "192.0.2.0/24,2001:db8::/32");
    Verifier verifier = verifier(all);
    assertThat(accepts(verifier, "previous-secret-0123456789", Map.of())).isTrue();
    assertThat(accepts(verifier, null, Map.of("authorization", basic()))).isTrue();
    assertThat(accepts(verifier, null, Map.of())).isFalse();
  }

  @Test
  void theEnvironmentAndFilesReachEverySetting(@TempDir Path dir) throws Exception {
    Path token = Files.writeString(dir.resolve("token"), "1234567890\n");
    Map<String, String> environment =
        Map.of(
            "SIDSTREAM_SOURCES_EXOTEL_VERIFY_ALL_OF", "twilio",
            "SIDSTREAM_SOURCES_EXOTEL_TWILIO_AUTH_TOKEN_FILE", token.toString(),
            "SIDSTREAM_SOURCES_EXOTEL_TWILIO_PUBLIC_URL", "https://someurl.com");
    GatewayConfig config = Settings.load(GatewayConfig.class, environment, Map.of()).values();
    Verifier verifier = endpoint(config);
    Attempt.Target target = new Attempt.Target("GET", "/somepath?param1=client%3AAnonymous", null);
    Attempt signed =
        new Attempt(
            target,
            Map.of("x-twilio-signature", List.of("PM+bjB+ITJ9a3LIYStKWOTMZMlU=")),
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH,
            ByteBuffer.allocate(0));
    assertThat(verifier.verify(signed)).isEqualTo(new Verdict.Accepted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify.all-of=pat | verify.all-of names 'pat', which is unknown; did you mean 'path'?;"
            + " there is path, basic, hmac, standard-webhooks, twilio, allow-list",
        "verify.any-of=webauthn | verify.any-of names 'webauthn', which is unknown; there is path",
        "verify.if-present=hmacs | verify.if-present names 'hmacs', which is unknown; did you",
        "verify.all-of=path,hmac | hmac.secret is required by the verifier 'hmac'",
        "verify.all-of=path,hmac | hmac.header is required by the verifier 'hmac'",
        "verify.if-present=basic | basic.password is required by the verifier 'basic'",
        "verify.all-of=path,twilio | twilio.public-url is required by the verifier 'twilio'",
        "verify.all-of=path,allow-list | allow-list.networks is required by the verifier",
        "verify.any-of=standard-webhooks | standard-webhooks.secret is required by the",
        "verify.all-of=path,path | verify.all-of names 'path' once more",
        "verify.if-present=path | verify.if-present names 'path' once more",
        "verify.any-of=hmac | secret is set, but no list of sidstream.sources.exotel.verify names",
        "hmac.prefix=v0 | hmac.prefix is set, but no list of sidstream.sources.exotel.verify names"
            + " 'hmac'",
        "verify.all-of=path,allow-list;allow-list.networks=10.0.0.0/8,x | allow-list.networks:"
            + " 'x' is no network: it has no IP address",
        "verify.all-of=path,basic;basic.username=a:b;basic.password=hunter2hunter2hunter2 | basic:"
            + " a user name must be visible ASCII without ':'",
        "verify.all-of=path,twilio;twilio.auth-token=hunter2;twilio.public-url=x | twilio: the"
            + " public URL must be http:// or https://",
        "verify.all-of=path,standard-webhooks;standard-webhooks.secret=hunter2 | standard-webhooks:"
            + " a secret must begin with 'whsec_' or 'whpk_'"
      })
  void whatWouldNotVerifyStopsTheStart(String settings, String problem) {
    Map<String, String> all = new HashMap<>(PATH);
    for (String setting : settings.split(";", -1)) {
      String[] pair = setting.split("=", 2);
      all.put(pair[0], pair[1]);
    }
    assertThatThrownBy(() -> verifier(all))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.sources.exotel." + problem)
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "hmac.hash, md5, sha256",
    "hmac.encoding, base32, base64url",
    "standard-webhooks.tolerance, 300, PT5M"
  })
  void aValueThatDoesNotFitIsNamedWithWhatWould(String name, String value, String would) {
    assertThatThrownBy(() -> verifier(PATH, Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.sources.exotel." + name)
        .hasMessageContaining(would);
  }

  @Test
  void anOptionalCheckAloneLetsNobodyIn() {
    assertThatThrownBy(() -> verifier(HMAC, Map.of("verify.if-present", "hmac")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.sources.exotel.secret is required");
    Map<String, String> lists = Map.of("verify.if-present", "hmac", "verify.all-of", " , ");
    assertThatThrownBy(() -> verifier(HMAC, lists))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.sources.exotel.secret is required");
  }

  @Test
  void allProblemsAreTold() {
    Map<String, String> wrong =
        Map.of(
            "verify.all-of", "pat,hmac",
            "verify.any-of", "basic",
            "basic.username", "x y",
            "basic.password", OTHER,
            "secret", SECRET,
            "region", "India");
    assertThatThrownBy(() -> verifier(wrong))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .anyMatch(problem -> problem.contains("names 'pat'"))
                    .anyMatch(problem -> problem.contains("hmac.header is required"))
                    .anyMatch(problem -> problem.contains("hmac.secret is required"))
                    .anyMatch(problem -> problem.contains("basic: a user name"))
                    .anyMatch(problem -> problem.contains("exotel.secret is set, but"))
                    .anyMatch(problem -> problem.contains("'India' is no region")));
  }

  @SafeVarargs
  private Verifier verifier(Map<String, String>... settings) {
    Map<String, String> all = new TreeMap<>();
    for (Map<String, String> some : settings) {
      some.forEach((name, value) -> all.put("sidstream.sources.exotel." + name, value));
    }
    return endpoint(Settings.load(GatewayConfig.class, Map.of(), all).values());
  }

  private Verifier endpoint(GatewayConfig config) {
    return Sources.endpoints(config.sources(), ops.meters()).get("exotel").verifier();
  }

  private static boolean accepts(
      Verifier verifier, @Nullable String secret, Map<String, String> headers) {
    return verifier.verify(attempt(secret, headers)) instanceof Verdict.Accepted;
  }

  private static Attempt attempt(@Nullable String secret, Map<String, String> headers) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new Attempt(
        new Attempt.Target("POST", "/hooks/exotel/call", secret),
        lists,
        InetAddress.getLoopbackAddress(),
        Instant.EPOCH,
        ByteBuffer.wrap(HELLO.getBytes(UTF_8)));
  }

  private static Map<String, String> signed(String signature) {
    return Map.of("x-exotel-signature", signature);
  }

  private static String basic() {
    return "Basic "
        + java.util.Base64.getEncoder().encodeToString(("exotel:" + OTHER).getBytes(UTF_8));
  }
}
