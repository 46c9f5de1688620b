// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.util.HashMap;
import java.util.Map;
import sidstream.chassis.config.Settings;

/** Settings for tests: ports are free ones, the one source has a secret. */
public final class TestConfig {

  public static final String SECRET = "test-secret-0123456789";

  private TestConfig() {}

  public static GatewayConfig with(Map<String, String> explicit) {
    Map<String, String> all = new HashMap<>();
    all.put("sidstream.http.host", "127.0.0.1");
    all.put("sidstream.http.port", "0");
    all.put("sidstream.sources.exotel.secret", SECRET);
    all.putAll(explicit);
    return Settings.load(GatewayConfig.class, Map.of(), all).values();
  }
}
