// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Picks an app's settings out of the environment. {@code SIDSTREAM_X_FILE} names a file that holds
 * the value of {@code SIDSTREAM_X}.
 */
final class Environment {

  /** Names a properties file. */
  static final String CONFIG_FILE = "SIDSTREAM_CONFIG";

  private static final String PREFIX = "SIDSTREAM_";
  private static final String FILE_SUFFIX = "_FILE";

  /**
   * What Kubernetes and Docker put into every container for a service named {@code sidstream-x}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          ".+_(SERVICE_HOST|SERVICE_PORT\\w*|PORT_\\d+_(TCP|UDP|SCTP)\\w*)=.*|.+_PORT=\\w+://.*");

  private final List<Key> keys;
  private final List<String> problems;

  /**
   * @param keys the settings the app knows
   * @param problems takes a sentence for every variable that is wrong
   */
  Environment(List<Key> keys, List<String> problems) {
    this.keys = keys;
    this.problems = problems;
  }

  /** Values by the variable they belong to, {@code _FILE} ones replaced by the file's content. */
  Map<String, String> settings(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (isOurs(name, value)) {
                add(name, value, settings);
              }
            });
    return settings;
  }

  /** Whether it is a setting of an app's, and none that a container is given. */
  static boolean isOurs(String name, String value) {
    return name.startsWith(PREFIX)
        && !name.equals(CONFIG_FILE)
        && !SERVICE_LINK.matcher(name + '=' + value).matches();
  }

  /** The variable whose value is in the file that this one names. */
  static String withoutFile(String variable) {
    return variable.replaceFirst(FILE_SUFFIX + "$", "");
  }

  private void add(String name, String value, Map<String, String> settings) {
    String target = withoutFile(name);
    if (isKnown(name) && !isFileOfEntry(name, target)) {
      settings.put(name, value);
    } else if (!isKnown(target)) {
      problems.add(name + " is unknown" + meant(target));
    } else if (settings.containsKey(target)) {
      problems.add(target + " and " + name + " are both set; one of them is enough");
    } else {
      read(name, value, target, settings);
    }
  }

  private void read(String name, String file, String target, Map<String, String> settings) {
    try {
      settings.put(target, Files.readString(Path.of(file)).strip());
    } catch (IOException | RuntimeException e) {
      problems.add(name + " names the file '" + file + "', which cannot be read: " + e);
    }
  }

  /** Whatever stands below a map is known, the file of an entry too: it is a file all the same. */
  private boolean isFileOfEntry(String variable, String target) {
    return !variable.equals(target)
        && keys.stream().anyMatch(key -> key.kind() == Key.Kind.MAP && key.takesVariable(target));
  }

  private boolean isKnown(String variable) {
    return keys.stream().anyMatch(key -> key.takesVariable(variable));
  }

  private String meant(String variable) {
    return Suggestion.ofVariables(keys, variable);
  }
}
