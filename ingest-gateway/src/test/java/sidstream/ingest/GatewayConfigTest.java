// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;
import sidstream.chassis.ops.Ops;

class GatewayConfigTest {

  private static final String SECRET = "sidstream.sources.exotel.secret";

  @Test
  void oneSecretIsEnough() {
    GatewayConfig config = load(Map.of(), Map.of(SECRET, TestConfig.SECRET));
    assertThat(config.http().host()).isEqualTo("0.0.0.0");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.http().deadline()).isEqualTo(Duration.ofMillis(800));
    assertThat(config.http().maxBodyBytes()).isEqualTo(1024 * 1024);
    assertThat(config.http().maxHeaderBytes()).isEqualTo(64 * 1024);
    assertThat(config.http().headerTime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.http().requestTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.http().idleTime()).isEqualTo(Duration.ofSeconds(75));
    assertThat(config.http().maxConnections()).isEqualTo(16_384);
    assertThat(config.http().maxRequests()).isEqualTo(4_096);
    assertThat(config.http().maxInFlightBytes()).isEqualTo(32 * 1024 * 1024);
    assertThat(config.http().trustedProxies()).isZero();
    assertThat(config.sources().get("exotel").zone()).isEmpty();
    assertThat(config.sources().get("exotel").region()).isEmpty();
    assertThat(config.spool().directory()).isEqualTo(Path.of("spool"));
    assertThat(config.spool().maxBytes()).isEqualTo(2L * 1024 * 1024 * 1024);
    assertThat(config.sources().get("exotel").previousSecret()).isEmpty();
  }

  @Test
  void nobodyAsksExotelsApiUnlessItIsSet() {
    assertThat(load(Map.of(), Map.of(SECRET, TestConfig.SECRET)).exotelApi()).isEmpty();
  }

  @Test
  void exotelsApiNeedsAccountKeyAndToken() {
    GatewayConfig config =
        load(
            Map.of(
                "SIDSTREAM_EXOTEL_API_ACCOUNT", "exampleaccount",
                "SIDSTREAM_EXOTEL_API_KEY", "key",
                "SIDSTREAM_EXOTEL_API_TOKEN", "token"),
            Map.of(SECRET, TestConfig.SECRET));
    GatewayConfig.ExotelApiConfig api = config.exotelApi().orElseThrow();
    assertThat(api.token().reveal()).isEqualTo("token");
    assertThat(api.token()).asString().doesNotContain("token");
    assertThat(api.url()).isEmpty();
    assertThat(api.requestsPerMinute()).isEmpty();
    assertThat(api.balanceEvery()).isEmpty();
    assertThatThrownBy(
            () ->
                load(
                    Map.of("SIDSTREAM_EXOTEL_API_ACCOUNT", "exampleaccount"),
                    Map.of(SECRET, TestConfig.SECRET)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.exotel-api.key")
        .hasMessageContaining("sidstream.exotel-api.token");
  }

  @Test
  void exotelsApiNeedsTheSource() {
    GatewayConfig config =
        load(
            Map.of(),
            Map.of(
                "sidstream.sources.twilio.secret", TestConfig.SECRET,
                "sidstream.exotel-api.account", "exampleaccount",
                "sidstream.exotel-api.key", "key",
                "sidstream.exotel-api.token", "token"));
    assertThatThrownBy(() -> Sources.exotelAnswers(config.sources()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.exotel-api needs the source exotel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          requests-per-minute | 0                     | number of requests from 1 to 200
          requests-per-minute | 201                   | number of requests from 1 to 200
          balance-every       | PT59S                 | a duration from PT1M to PT3H
          balance-every       | PT4H                  | a duration from PT1M to PT3H
          balance-every       | hourly                | a duration from PT1M to PT3H
          """)
  void aSettingOfExotelsApiThatMakesNoSenseIsNamed(String setting, String value, String expected) {
    Map<String, String> settings = account();
    settings.put("sidstream.exotel-api." + setting, value);
    assertThatThrownBy(() -> load(Map.of(), settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.exotel-api." + setting)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          account | example/account            | letters, digits, - and _
          key     | user:password              | visible ASCII without a colon
          token   | to ken                     | visible ASCII
          url     | ftp://api.exotel.com       | http or https, a host and nothing
          url     | https://api.exotel.com/v1  | http or https, a host and nothing
          url     | https://k:t@api.exotel.com | http or https, a host and nothing
          url     | https://api.exotel.com?a=b | http or https, a host and nothing
          url     | api.exotel.com             | http or https, a host and nothing
          url     | https://api exotel         | http or https, a host and nothing
          """)
  void anAccountThatDoesNotFitIsNamedAndNotShown(String setting, String value, String expected) {
    Map<String, String> settings = account();
    settings.put("sidstream.exotel-api." + setting, value);
    GatewayConfig config = load(Map.of(), settings);
    assertThatThrownBy(() -> ExotelAccount.of(config.exotelApi().orElseThrow()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.exotel-api." + setting)
        .hasMessageContaining(expected)
        .hasMessageNotContaining(value);
  }

  private static Map<String, String> account() {
    return new java.util.HashMap<>(
        Map.of(
            SECRET,
            TestConfig.SECRET,
            "sidstream.exotel-api.account",
            "exampleaccount",
            "sidstream.exotel-api.key",
            "key",
            "sidstream.exotel-api.token",
            "token"));
  }

  @Test
  void everythingCanComeFromTheEnvironment() {
    GatewayConfig config =
        load(
            Map.of(
                "SIDSTREAM_SOURCES_EXOTEL_SECRET", TestConfig.SECRET,
                "SIDSTREAM_SOURCES_EXOTEL_PREVIOUS_SECRET", "old-secret-0123456789",
                "SIDSTREAM_SOURCES_EXOTEL_ZONE", "Asia/Singapore",
                "SIDSTREAM_SOURCES_EXOTEL_REGION", "SG",
                "SIDSTREAM_HTTP_MAX_BODY_BYTES", "1000"),
            Map.of());
    assertThat(config.sources().get("exotel").secret().orElseThrow().reveal())
        .isEqualTo(TestConfig.SECRET);
    assertThat(config.sources().get("exotel").previousSecret()).isPresent();
    assertThat(config.sources().get("exotel").zone()).contains(ZoneId.of("Asia/Singapore"));
    assertThat(config.sources().get("exotel").region()).contains("SG");
    assertThat(config.http().maxBodyBytes()).isEqualTo(1000);
  }

  @Test
  void theSecretsCanComeFromFiles(@TempDir Path dir) throws Exception {
    Path current = Files.writeString(dir.resolve("current"), TestConfig.SECRET + "\n");
    Path previous = Files.writeString(dir.resolve("previous"), "old-secret-0123456789\n");
    GatewayConfig config =
        load(
            Map.of(
                "SIDSTREAM_SOURCES_EXOTEL_SECRET_FILE", current.toString(),
                "SIDSTREAM_SOURCES_EXOTEL_PREVIOUS_SECRET_FILE", previous.toString()),
            Map.of());
    assertThat(config.sources().get("exotel").secret().orElseThrow().reveal())
        .isEqualTo(TestConfig.SECRET);
    assertThat(config.sources().get("exotel").previousSecret().orElseThrow().reveal())
        .isEqualTo("old-secret-0123456789");
  }

  @Test
  void aMissingSecretIsNamed() {
    assertThatThrownBy(() -> wire(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(SECRET);
    assertThatThrownBy(() -> wire(Map.of("sidstream.sources.exotel.region", "IN")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(SECRET);
  }

  @Test
  void anUnfitSecretIsNamedAndNotShown() {
    assertThatThrownBy(() -> wire(Map.of(SECRET, "hunter2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.sources.exotel.secret: a secret must have 16")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "sidstream.sources.exotel.region, India",
    "sidstream.sources.exotel.zone, Kolkata",
    "sidstream.sources.exotel.color, red",
    "sidstream.sources.plivo.secret, other-secret-0123456789",
    "sidstream.http.deadline, PT0.05S",
    "sidstream.http.deadline, 800",
    "sidstream.http.max-body-bytes, 0",
    "sidstream.http.max-body-bytes, 10000000",
    "sidstream.http.trusted-proxies, -1",
    "sidstream.http.trusted-proxies, 11",
    "sidstream.http.trusted-proxies, all",
    "sidstream.http.header-time, PT0S",
    "sidstream.http.request-time, PT2M",
    "sidstream.http.idle-time, never",
    "sidstream.http.idle-time, PT2H",
    "sidstream.http.max-header-bytes, 100",
    "sidstream.http.max-connections, 0",
    "sidstream.http.max-requests, 0",
    "sidstream.http.max-in-flight-bytes, 1000",
    "sidstream.http.max-in-flight-bytes, many",
    "sidstream.http.port, http",
    "sidstream.spool.max-bytes, 1000",
    "sidstream.spool.max-bytes, -1",
    "sidstream.spool.max-bytes, 1G"
  })
  void aSettingThatMakesNoSenseIsNamed(String name, String value) {
    String place =
        name.contains("region") || name.contains("plivo")
            ? name.substring(0, name.lastIndexOf('.'))
            : name;
    assertThatThrownBy(() -> wire(Map.of(SECRET, TestConfig.SECRET, name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(place);
  }

  @ParameterizedTest
  @CsvSource({
    "sidstream.http.max-body-bytes, number of bytes from 1 to 1048576",
    "sidstream.http.max-requests, number from 1 to 1000000",
    "sidstream.http.trusted-proxies, number of proxies from 0 to 10",
    "sidstream.spool.max-bytes, 'number of bytes, 0 or at least 1048576'"
  })
  void aNumberOutOfItsBoundsIsToldThem(String name, String expected) {
    for (String value : List.of("-1", "many", "99999999999999999999")) {
      assertThatThrownBy(() -> wire(Map.of(SECRET, TestConfig.SECRET, name, value)))
          .isInstanceOf(ConfigException.class)
          .hasMessageEndingWith(
              "%s = \"%s\" does not fit: Expected a %s".formatted(name, value, expected));
    }
  }

  private static void wire(Map<String, String> explicit) {
    try (Ops ops = new Ops()) {
      Gateway.wire(load(Map.of(), explicit), ops);
    }
  }

  private static GatewayConfig load(Map<String, String> environment, Map<String, String> explicit) {
    return Settings.load(GatewayConfig.class, environment, explicit).values();
  }
}
