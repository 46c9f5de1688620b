// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists every setting of a mapping with its effective value and where it came from. */
final class EffectiveSettings {

  private final SmallRyeConfig config;
  private final List<String> lines = new ArrayList<>();

  private EffectiveSettings(SmallRyeConfig config) {
    this.config = config;
  }

  static List<String> of(Class<?> mapping, SmallRyeConfig config) {
    EffectiveSettings settings = new EffectiveSettings(config);
    settings.add(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
    return List.copyOf(settings.lines);
  }

  private void add(String prefix, Class<?> group) {
    Arrays.stream(group.getMethods())
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method -> add(prefix + '.' + kebab(method.getName()), method));
  }

  private void add(String key, Method method) {
    Class<?> type = method.getReturnType();
    boolean secret = method.getGenericReturnType().toString().contains(Secret.class.getName());
    if (type == Map.class) {
      addEntries(key, secret, method);
    } else if (type.isInterface() && type.getPackageName().startsWith("sidstream")) {
      add(key, type);
    } else {
      addLine(key, secret);
    }
  }

  private void addEntries(String key, boolean secret, Method method) {
    boolean masked = secret || valueIsGroup(method) || method.getName().equals("client");
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(key + '.')) {
        addLine(name, masked);
      }
    }
  }

  private static boolean valueIsGroup(Method method) {
    return method.getGenericReturnType() instanceof ParameterizedType map
        && map.getActualTypeArguments()[1] instanceof Class<?> value
        && value.isInterface();
  }

  private void addLine(String key, boolean secret) {
    ConfigValue value = config.getConfigValue(key);
    if (value.getValue() == null) {
      lines.add(key + " is not set");
      return;
    }
    String shown = secret ? "******" : value.getValue();
    lines.add(key + " = " + shown + "  (" + origin(value) + ")");
  }

  private static String origin(ConfigValue value) {
    String source = value.getConfigSourceName();
    if (source == null || source.contains("Default")) {
      return "default";
    }
    return source.startsWith("EnvConfigSource") ? "environment" : source;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
