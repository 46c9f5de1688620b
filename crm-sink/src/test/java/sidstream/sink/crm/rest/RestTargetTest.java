// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.Settings;
import sidstream.sink.crm.CrmConfig;

class RestTargetTest {

  @ConfigMapping(prefix = "sidstream")
  interface Shop {
    CrmConfig crm();
  }

  @Test
  void headersComeFromTheEnvironmentWithTheirHyphens() {
    Map<String, String> environment =
        Map.of(
            "SIDSTREAM_CRM_URL", "https://crm.example:8443/hush?key=hush",
            "SIDSTREAM_CRM_HEADERS_AUTHORIZATION", "Bearer hush",
            "SIDSTREAM_CRM_HEADERS_X_API_KEY", "hush");
    assertThat(target(environment).headers())
        .isEqualTo(Map.of("authorization", "Bearer hush", "x-api-key", "hush"));
  }

  @Test
  void onlyTheServerIsShownOfAnAddress() {
    assertThat(
            target(Map.of("SIDSTREAM_CRM_URL", "https://me:hush@crm.example:8443/hush?key=hush")))
        .hasToString("https://crm.example:8443");
    assertThat(target(Map.of("SIDSTREAM_CRM_URL", "http://crm.example/hush")))
        .hasToString("http://crm.example");
  }

  private static RestTarget target(Map<String, String> environment) {
    return RestTarget.of(Settings.load(Shop.class, environment, Map.of()).values().crm());
  }
}
