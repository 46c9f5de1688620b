// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;

class CrmsTest {

  @ConfigMapping(prefix = "sidstream")
  interface Shop {
    CrmConfig crm();
  }

  @Test
  void theLogIsTheAdapterWithoutAnySetting() {
    assertThat(Crms.of(config(Map.of())).name()).isEqualTo("log");
  }

  @Test
  void restPostsToItsUrl() {
    Map<String, String> settings =
        Map.of("sidstream.crm.adapter", "rest", "sidstream.crm.url", "https://crm.example/a?key=x");
    assertThat(Crms.of(config(settings)).name()).isEqualTo("rest");
  }

  @Test
  void restWithoutAUrlIsRefusedByTheSettingsName() {
    assertThat(problems(Map.of("sidstream.crm.adapter", "rest")))
        .containsExactly("sidstream.crm.url is required by the adapter rest");
  }

  @Test
  void anUnknownAdapterIsRefusedWithTheKnownOnes() {
    assertThat(problems(Map.of("sidstream.crm.adapter", "hubspot")))
        .containsExactly("sidstream.crm.adapter = 'hubspot' does not fit: there are [log, rest]");
  }

  @Test
  void everythingThatIsWrongIsReportedAtOnceAndNoSecretIsShown() {
    Map<String, String> settings =
        Map.of(
            "sidstream.crm.adapter", "rest",
            "sidstream.crm.url", "crm.example/hush",
            "sidstream.crm.headers.host", "hush",
            "sidstream.crm.headers.x-key", "hush\nhush",
            "sidstream.crm.workers", "0",
            "sidstream.crm.timeout", "PT0S",
            "sidstream.crm.also-delivered", "409,42");
    assertThat(problems(settings))
        .containsExactlyInAnyOrder(
            "sidstream.crm.url does not fit: Expected http://host/path or https://host/path",
            "sidstream.crm.headers.host cannot be sent as a header",
            "sidstream.crm.headers.x-key cannot be sent as a header",
            "sidstream.crm.workers = 0 does not fit: Expected at least 1",
            "sidstream.crm.timeout = PT0S does not fit: Expected at least PT0.01S",
            "sidstream.crm.also-delivered = 42 does not fit:"
                + " Expected HTTP statuses from 300 to 599");
  }

  private static CrmConfig config(Map<String, String> settings) {
    return Settings.load(Shop.class, Map.of(), settings).values().crm();
  }

  private static List<String> problems(Map<String, String> settings) {
    CrmConfig config = config(settings);
    return catchThrowableOfType(ConfigException.class, () -> Crms.of(config)).problems();
  }
}
