// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final Map<String, String> NOTHING = Map.of();

  @TempDir private Path directory;

  @ConfigMapping(prefix = "sidstream")
  interface ShopConfig {
    KafkaConfig kafka();

    RegistryConfig registry();

    OpsConfig ops();

    Till till();

    Map<String, Shelf> shelves();

    Map<String, Safe> safes();
  }

  interface Till {
    Optional<Secret> pin();

    @WithDefault("PT10S")
    Duration patience();

    Optional<String> certFile();

    Optional<Set<Integer>> coins();
  }

  interface Shelf {
    int width();
  }

  interface Safe {
    Optional<Secret> code();

    Optional<String> place();
  }

  @Test
  void everySettingHasADefaultThatFits() {
    ShopConfig config = load(NOTHING, NOTHING).values();
    assertThat(config.kafka().topicPrefix()).isEmpty();
    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(config.kafka().client()).isEmpty();
    assertThat(config.ops().port()).isEqualTo(9400);
    assertThat(config.ops().drainTimeout()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void anExplicitValueWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    String file =
        write(
            "settings", "sidstream.ops.port=1\nsidstream.ops.host=f\nsidstream.kafka.partitions=9");
    Map<String, String> environment =
        Map.of("SIDSTREAM_CONFIG", file, "SIDSTREAM_OPS_PORT", "2", "SIDSTREAM_OPS_HOST", "e");
    ShopConfig config = load(environment, Map.of("sidstream.ops.port", "3")).values();
    assertThat(config.ops().port()).isEqualTo(3);
    assertThat(config.ops().host()).isEqualTo("e");
    assertThat(config.kafka().partitions()).isEqualTo(9);
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThat(
            problems(
                Map.of("SIDSTREAM_OPS_PORTT", "1"),
                Map.of(
                    "sidstream.ops.port", "abc",
                    "sidstream.ops.host", "",
                    "sidstream.till.patience", "soon",
                    "sidstream.kafka.partition", "7",
                    "sidstream.shelves.top.widht", "7")))
        .containsExactlyInAnyOrder(
            "SIDSTREAM_OPS_PORTT is unknown; did you mean 'SIDSTREAM_OPS_PORT'?",
            "sidstream.ops.port = \"abc\" does not fit: Expected an integer value, got \"abc\"",
            "sidstream.ops.host is empty",
            "sidstream.till.patience = \"soon\" does not fit: "
                + "Expected a duration such as PT10S, PT5M or PT24H",
            "sidstream.kafka.partition (command line) is unknown;"
                + " did you mean 'sidstream.kafka.partitions'?",
            "sidstream.shelves.top.widht (command line) is unknown");
  }

  @Test
  void aTopicPrefixThatKafkaWouldRefuseIsRefused() {
    assertThat(problems(Map.of("SIDSTREAM_KAFKA_TOPIC_PREFIX", "a b"), NOTHING))
        .containsExactly(
            "sidstream.kafka.topic-prefix = \"a b\" does not fit:"
                + " topic prefix 'a b' may hold letters, digits, '.', '_' and '-' only");
  }

  @Test
  void anUnknownVariableIsRefusedByName() {
    assertThat(problems(Map.of("SIDSTREAM_CONFG", "/etc/sidstream"), NOTHING))
        .containsExactly("SIDSTREAM_CONFG is unknown");
  }

  @Test
  void anUnknownNameBelowAnEntryOfAMapIsRefused() {
    assertThat(
            problems(
                Map.of(
                    "SIDSTREAM_SAFES_OLD_ONE_PLACE", "cellar",
                    "SIDSTREAM_SAFES_OLD_ONE_CODDE", "1234",
                    "SIDSTREAM_SAFES_CODE", "1234",
                    "SIDSTREAM_SAFES_OLD_CODDE_FILE", "/nowhere"),
                NOTHING))
        .containsExactlyInAnyOrder(
            "SIDSTREAM_SAFES_OLD_ONE_CODDE is unknown;"
                + " did you mean 'SIDSTREAM_SAFES_OLD_ONE_CODE'?",
            "SIDSTREAM_SAFES_CODE is unknown",
            "SIDSTREAM_SAFES_OLD_CODDE_FILE is unknown;"
                + " did you mean 'SIDSTREAM_SAFES_OLD_CODE'?");
  }

  @Test
  void anUnknownKeyOfTheFileIsRefusedByName() throws IOException {
    String file = write("settings", "sidstream.kafka.topicprefix=a.");
    assertThat(problems(Map.of("SIDSTREAM_CONFIG", file), NOTHING))
        .containsExactly(
            "sidstream.kafka.topicprefix (file) is unknown;"
                + " did you mean 'sidstream.kafka.topic-prefix'?");
  }

  @Test
  void variablesThatKubernetesSetsForAServiceOfOurNameAreIgnored() {
    Map<String, String> links =
        Map.of(
            "SIDSTREAM_GATEWAY_SERVICE_HOST", "10.0.0.1",
            "SIDSTREAM_GATEWAY_SERVICE_PORT_HTTP", "8080",
            "SIDSTREAM_GATEWAY_PORT", "tcp://10.0.0.1:8080",
            "SIDSTREAM_GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.1",
            "HOME", "/root");
    assertThat(load(links, NOTHING).values().ops().port()).isEqualTo(9400);
  }

  @Test
  void nothingWithinAValueIsExpanded() throws IOException {
    String odd = "a${b:c}$$d\\e${sidstream.ops.port}${";
    String file = write("settings", "sidstream.till.pin=" + odd.replace("\\", "\\\\"));
    assertThat(pin(Map.of("SIDSTREAM_CONFIG", file), NOTHING)).isEqualTo(odd);
    assertThat(pin(Map.of("SIDSTREAM_TILL_PIN", odd), NOTHING)).isEqualTo(odd);
    assertThat(pin(NOTHING, Map.of("sidstream.till.pin", odd))).isEqualTo(odd);
  }

  @Test
  void aSecretIsReadFromAFileWithoutItsLastNewline() throws IOException {
    String file = write("pin", "1234\n");
    Settings<ShopConfig> settings = load(Map.of("SIDSTREAM_TILL_PIN_FILE", file), NOTHING);
    assertThat(settings.values().till().pin()).map(Secret::reveal).contains("1234");
    assertThat(settings.effective()).contains("sidstream.till.pin = ******  (environment)");
  }

  @Test
  void anEntryOfAMapCanComeFromAFileToo() throws IOException {
    String file = write("mechanism", "PLAIN\n");
    Settings<ShopConfig> settings =
        load(Map.of("SIDSTREAM_KAFKA_CLIENT_SASL_MECHANISM_FILE", file), NOTHING);
    assertThat(settings.values().kafka().client()).containsEntry("sasl.mechanism", "PLAIN");
  }

  @Test
  void aSettingWhoseOwnNameEndsWithFileIsNotReadFromOne() {
    Map<String, String> environment = Map.of("SIDSTREAM_TILL_CERT_FILE", "/etc/cert.pem");
    assertThat(load(environment, NOTHING).values().till().certFile()).contains("/etc/cert.pem");
  }

  @Test
  void anUnreadableFileIsNamedAndNothingElseIsBlamed() {
    Map<String, String> environment =
        Map.of("SIDSTREAM_OPS_PORT_FILE", "/no/port", "SIDSTREAM_CONFIG", "/no/settings");
    assertThat(problems(environment, NOTHING))
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem)
                    .startsWith("SIDSTREAM_OPS_PORT_FILE names the file '/no/port', which cannot"),
            problem ->
                assertThat(problem)
                    .startsWith("SIDSTREAM_CONFIG names the file '/no/settings', which cannot"));
  }

  @Test
  void aValueGivenTwiceIsRefused() throws IOException {
    Map<String, String> environment =
        Map.of("SIDSTREAM_TILL_PIN", "1", "SIDSTREAM_TILL_PIN_FILE", write("pin", "2"));
    assertThat(problems(environment, NOTHING))
        .containsExactly(
            "SIDSTREAM_TILL_PIN and SIDSTREAM_TILL_PIN_FILE are both set; one of them is enough");
  }

  @Test
  void clientSettingsKeepTheirDotsFromEverySource() {
    Map<String, String> environment = Map.of("SIDSTREAM_KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL");
    Map<String, String> explicit = Map.of("sidstream.kafka.client.sasl.mechanism", "PLAIN");
    assertThat(load(environment, explicit).values().kafka().client())
        .isEqualTo(Map.of("security.protocol", "SSL", "sasl.mechanism", "PLAIN"));
  }

  @Test
  void theEffectiveListNamesEverySettingAndItsOriginAndShowsNoSecret() throws IOException {
    Map<String, String> environment =
        Map.of(
            "SIDSTREAM_CONFIG", write("settings", "sidstream.ops.host=0.0.0.0"),
            "SIDSTREAM_KAFKA_CLIENT_SASL_JAAS_CONFIG", "hush",
            "SIDSTREAM_REGISTRY_CLIENT_BASIC_AUTH_USER_INFO", "hush",
            "SIDSTREAM_TILL_COINS", "1,2,5",
            "SIDSTREAM_SAFES_OLD_PLACE", "hush",
            "SIDSTREAM_SHELVES_TOP_WIDTH", "7");
    Map<String, String> explicit = Map.of("sidstream.till.pin", "hush");
    List<String> effective = load(environment, explicit).effective();
    assertThat(effective)
        .containsExactly(
            "sidstream.kafka.bootstrap-servers = 127.0.0.1:9092  (default)",
            "sidstream.kafka.client.sasl.jaas.config = ******  (environment)",
            "sidstream.kafka.partitions = 6  (default)",
            "sidstream.kafka.replication-factor = 1  (default)",
            "sidstream.kafka.request-timeout = PT5S  (default)",
            "sidstream.kafka.topic-prefix =   (default)",
            "sidstream.ops.drain-timeout = PT20S  (default)",
            "sidstream.ops.host = 0.0.0.0  (file)",
            "sidstream.ops.port = 9400  (default)",
            "sidstream.ops.stop-delay = PT1S  (default)",
            "sidstream.registry.client.basic.auth.user.info = ******  (environment)",
            "sidstream.registry.url = http://127.0.0.1:8081  (default)",
            "sidstream.safes.old.place = ******  (environment)",
            "sidstream.shelves.top.width = 7  (environment)",
            "sidstream.till.cert-file is not set",
            "sidstream.till.coins = 1,2,5  (environment)",
            "sidstream.till.patience = PT10S  (default)",
            "sidstream.till.pin = ******  (command line)");
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static Settings<ShopConfig> load(
      Map<String, String> environment, Map<String, String> explicit) {
    return Settings.load(ShopConfig.class, environment, explicit);
  }

  private static List<String> problems(
      Map<String, String> environment, Map<String, String> explicit) {
    return catchThrowableOfType(ConfigException.class, () -> load(environment, explicit))
        .problems();
  }

  private static String pin(Map<String, String> environment, Map<String, String> explicit) {
    return load(environment, explicit).values().till().pin().orElseThrow().reveal();
  }
}
