// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists every setting with its effective value and where it came from; secrets as stars. */
final class EffectiveSettings {

  private static final Map<String, String> ORIGINS =
      Map.of("=command line]", "command line", "EnvConfigSource", "environment", "=file]", "file");

  private final SmallRyeConfig config;

  EffectiveSettings(SmallRyeConfig config) {
    this.config = config;
  }

  List<String> of(List<Key> keys) {
    return keys.stream().flatMap(this::lines).toList();
  }

  /** Entries that we ship are many, and in the documentation: only those that differ are listed. */
  private Stream<String> lines(Key key) {
    List<String> set = names().filter(key::takes).sorted().toList();
    if (set.isEmpty()) {
      return Stream.of(line(key.name(), key.secret()));
    }
    List<String> differing = set.stream().filter(name -> !isShipped(name)).toList();
    return differing.isEmpty()
        ? Stream.of(key.name() + " = as shipped  (default)")
        : differing.stream().map(name -> line(name, key.secret()));
  }

  private boolean isShipped(String name) {
    return String.valueOf(config.getConfigValue(name).getConfigSourceName()).contains("=shipped]");
  }

  private Stream<String> names() {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false);
  }

  private String line(String name, boolean secret) {
    ConfigValue value = config.getConfigValue(name);
    if (value.getValue() == null) {
      return name + " is not set";
    }
    String shown = secret ? Secret.STARS : value.getValue();
    return name + " = " + shown + "  (" + origin(value) + ")";
  }

  private static String origin(ConfigValue value) {
    String source = String.valueOf(value.getConfigSourceName());
    return ORIGINS.entrySet().stream()
        .filter(origin -> source.contains(origin.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("default");
  }
}
