// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Reads an app's settings, strongest first: explicit values, environment variables, a properties
 * file, and for entries of maps the defaults that stand beside the mapping in {@code <its
 * name>.properties}. {@code sidstream.kafka.topic-prefix} is {@code SIDSTREAM_KAFKA_TOPIC_PREFIX}
 * in the environment; {@code SIDSTREAM_..._FILE} names a file that holds the value. A value is what
 * it says: a password may hold <code>${</code>. An unknown key, a value that does not fit and a
 * missing one are all reported, together.
 *
 * @param <T> the app's {@code @ConfigMapping} interface
 * @param values the settings
 * @param effective every setting with its value and origin, secrets masked, one a line
 */
public record Settings<T>(T values, List<String> effective) {

  /**
   * @param mapping the app's {@code @ConfigMapping} interface
   * @param environment environment variables; {@code SIDSTREAM_CONFIG} names a properties file
   * @param explicit values that win over all others, by property name
   * @throws ConfigException with every problem found
   */
  public static <T> Settings<T> load(
      Class<T> mapping, Map<String, String> environment, Map<String, String> explicit) {
    List<Key> keys = Keys.of(mapping);
    List<String> problems = new ArrayList<>();
    Map<String, String> variables = new Environment(keys, problems).settings(environment);
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(explicit, "command line", 400))
            .withSources(new EnvConfigSource(variables, 300))
            .withSources(new PropertiesConfigSource(file(environment, problems), "file", 200))
            .withSources(new PropertiesConfigSource(shipped(mapping), "shipped", 100))
            .withConverter(Duration.class, 200, Settings::duration)
            .withConverter(Boolean.class, 200, Settings::truth)
            .withMapping(mapping);
    try {
      SmallRyeConfig config = builder.build();
      throwIfAny(problems);
      List<String> effective = new EffectiveSettings(config).of(keys);
      return new Settings<>(config.getConfigMapping(mapping), effective);
    } catch (ConfigValidationException e) {
      problems.addAll(new Problems(keys).of(e));
      throw new ConfigException(problems);
    }
  }

  /** Defaults of entries of maps: an interface can name no entries. */
  private static Map<String, String> shipped(Class<?> mapping) {
    try (InputStream in = mapping.getResourceAsStream(mapping.getSimpleName() + ".properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(new InputStreamReader(in, UTF_8));
      }
      return values(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("the defaults of " + mapping + " cannot be read", e);
    }
  }

  private static Map<String, String> values(Properties properties) {
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static Duration duration(String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("Expected a duration such as PT10S, PT5M or PT24H", e);
    }
  }

  /** SmallRye's own takes every other word for false. */
  private static Boolean truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("Expected true or false");
    };
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Map<String, String> file(Map<String, String> environment, List<String> problems) {
    String file = environment.get(Environment.CONFIG_FILE);
    Properties properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException | RuntimeException e) {
        problems.add(
            Environment.CONFIG_FILE + " names the file '" + file + "', which cannot be read: " + e);
      }
    }
    return values(properties);
  }
}
