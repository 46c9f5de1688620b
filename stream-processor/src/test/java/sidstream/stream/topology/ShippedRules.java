// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sidstream.chassis.config.Settings;
import sidstream.stream.StreamConfig;

/** The rules as they are shipped, switched on or off. */
final class ShippedRules {

  private ShippedRules() {}

  static StreamConfig config() {
    return Settings.load(StreamConfig.class, Map.of(), Map.of("sidstream.privacy.token-key", "key"))
        .values();
  }

  static List<String> names() {
    return List.copyOf(new TreeSet<>(config().alerts().rules().keySet()));
  }
}
