// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;

class InteractionBoundsTest {

  @Test
  void anInteractionIsWaitedForByDefault() {
    StreamConfig.Interactions config = load(Map.of()).interactions();

    assertThat(config.reconcileAfter()).isEqualTo(Duration.ofHours(2));
    assertThat(config.reconcileMessagesAfter()).isEqualTo(Duration.ofHours(24));
    assertThat(config.unfinishedAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(config.timeToLive()).isEqualTo(Duration.ofDays(8));
  }

  @ParameterizedTest
  @CsvSource({
    "sidstream.interactions.reconcile-after, two hours",
    "sidstream.interactions.reconcile-messages-after, PT0S",
    "sidstream.interactions.unfinished-after, -PT1H",
    "sidstream.interactions.time-to-live, P366D",
  })
  void aBoundThatIsNoneIsRefusedByName(String setting, String value) {
    String variable = setting.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);

    assertThatThrownBy(() -> load(Map.of(variable, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting)
        .hasMessageContaining("Expected a duration from PT1S to P365D");
  }

  private static StreamConfig load(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("SIDSTREAM_PRIVACY_TOKEN_KEY", "0123456789abcdef");
    environment.put("SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
    environment.put("SIDSTREAM_REGISTRY_URL", "http://localhost:8081");
    return Settings.load(StreamConfig.class, environment, Map.of()).values();
  }
}
