// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedSettingsTest {

  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void shippedEntriesAreThereAndNotListed() {
    Settings<StallConfig> settings = Settings.load(StallConfig.class, NOTHING, NOTHING);
    assertThat(settings.values().fruits().get("sour-apple").price()).isEqualTo(3);
    assertThat(settings.effective()).containsExactly("sidstream.fruits = as shipped  (default)");
  }

  @Test
  void oneSettingOfAShippedEntryIsReplacedFromTheEnvironment() {
    Map<String, String> environment = Map.of("SIDSTREAM_FRUITS_SOUR_APPLE_PRICE", "4");
    Settings<StallConfig> settings = Settings.load(StallConfig.class, environment, NOTHING);
    assertThat(settings.values().fruits()).containsOnlyKeys("sour-apple");
    assertThat(settings.values().fruits().get("sour-apple").price()).isEqualTo(4);
    assertThat(settings.values().fruits().get("sour-apple").name()).isEqualTo("Boskoop");
    assertThat(settings.effective())
        .containsExactly("sidstream.fruits.sour-apple.price = 4  (environment)");
  }

  @Test
  void anEntryIsAddedToTheShippedOnes() {
    Map<String, String> explicit =
        Map.of("sidstream.fruits.pear.price", "5", "sidstream.fruits.pear.name", "Abate");
    Settings<StallConfig> settings = Settings.load(StallConfig.class, NOTHING, explicit);
    assertThat(settings.values().fruits()).containsOnlyKeys("sour-apple", "pear");
  }
}
