// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * Reads an app's settings, strongest first: explicit values, environment variables, a properties
 * file. {@code sidstream.kafka.topic-prefix} is {@code SIDSTREAM_KAFKA_TOPIC_PREFIX} in the
 * environment; {@code SIDSTREAM_..._FILE} names a file that holds the value. An unknown key, a
 * value that does not fit and a missing one are all reported, together.
 *
 * @param <T> the app's {@code @ConfigMapping} interface
 * @param values the settings
 * @param effective every setting with its value and origin, secrets masked, one a line
 */
public record Settings<T>(T values, List<String> effective) {

  private static final String ENVIRONMENT_PREFIX = "SIDSTREAM_";
  private static final String CONFIG_FILE = "SIDSTREAM_CONFIG";
  private static final String FILE_SUFFIX = "_FILE";

  /**
   * @param mapping the app's {@code @ConfigMapping} interface
   * @param environment environment variables; {@code SIDSTREAM_CONFIG} names a properties file
   * @param explicit values that win over all others, by property name
   * @throws ConfigException with every problem found
   */
  public static <T> Settings<T> load(
      Class<T> mapping, Map<String, String> environment, Map<String, String> explicit) {
    List<String> problems = new ArrayList<>();
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(explicit, "command line", 400))
            .withSources(new EnvConfigSource(ours(environment, problems), 300))
            .withSources(new PropertiesConfigSource(file(environment, problems), "file", 200))
            .withMapping(mapping);
    try {
      SmallRyeConfig config = builder.build();
      throwIfAny(problems);
      return new Settings<>(
          config.getConfigMapping(mapping), EffectiveSettings.of(mapping, config));
    } catch (ConfigValidationException e) {
      IntStream.range(0, e.getProblemCount()).forEach(i -> problems.add(plain(e, i)));
      throw new ConfigException(problems);
    }
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** SmallRye's sentence without its message code. */
  private static String plain(ConfigValidationException e, int problem) {
    return e.getProblem(problem).getMessage().replaceFirst("^SRCFG\\d+: ", "");
  }

  private static Map<String, String> ours(Map<String, String> environment, List<String> problems) {
    Map<String, String> ours = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (!name.startsWith(ENVIRONMENT_PREFIX) || name.equals(CONFIG_FILE)) {
            return;
          }
          if (name.endsWith(FILE_SUFFIX)) {
            String setting = name.substring(0, name.length() - FILE_SUFFIX.length());
            ours.put(setting, content(name, value, problems));
          } else {
            ours.put(name, value);
          }
        });
    return ours;
  }

  private static String content(String name, String file, List<String> problems) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | RuntimeException e) {
      problems.add(name + " names the file '" + file + "', which cannot be read: " + e);
      return "";
    }
  }

  private static Map<String, String> file(Map<String, String> environment, List<String> problems) {
    String file = environment.get(CONFIG_FILE);
    Map<String, String> values = new HashMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      } catch (IOException | RuntimeException e) {
        problems.add(CONFIG_FILE + " names the file '" + file + "', which cannot be read: " + e);
      }
      properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    }
    return values;
  }
}
