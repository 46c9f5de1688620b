// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The environment of several apps in one process: each gets the variables that it knows. */
public final class SharedEnvironment {

  private final Map<String, String> variables;

  /**
   * @param environment all of it; what is not sidstream's is nobody's
   * @param mappings the apps' {@code @ConfigMapping} interfaces
   * @param own property names that whoever runs the apps sets for them; all below a name with a dot
   *     at its end
   * @throws ConfigException naming every variable that no app knows, and every one that is set for
   *     the apps
   */
  public SharedEnvironment(
      Map<String, String> environment, List<Class<?>> mappings, Collection<String> own) {
    variables = new TreeMap<>(environment);
    variables.entrySet().removeIf(entry -> !Environment.isOurs(entry.getKey(), entry.getValue()));
    List<Key> keys = mappings.stream().flatMap(mapping -> Keys.of(mapping).stream()).toList();
    List<Key> taken = own.stream().map(SharedEnvironment::key).toList();
    List<String> problems = new ArrayList<>();
    for (String variable : variables.keySet()) {
      if (knows(taken, variable)) {
        problems.add(variable + " cannot be set here: this command sets it for the apps");
      } else if (!knows(keys, variable)) {
        String meant = Suggestion.ofVariables(keys, Environment.withoutFile(variable));
        problems.add(variable + " is unknown" + meant);
      }
    }
    if (environment.containsKey(Environment.CONFIG_FILE)) {
      problems.add(Environment.CONFIG_FILE + " names one app's settings, and here are several");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** The variables that this app knows. */
  public Map<String, String> of(Class<?> mapping) {
    List<Key> keys = Keys.of(mapping);
    Map<String, String> known = new TreeMap<>(variables);
    known.keySet().removeIf(variable -> !knows(keys, variable));
    return known;
  }

  private static Key key(String own) {
    boolean all = own.endsWith(".");
    return new Key(
        all ? own.substring(0, own.length() - 1) : own, all ? Key.Kind.MAP : Key.Kind.VALUE, false);
  }

  /** By itself, or as the file that holds its value. */
  private static boolean knows(List<Key> keys, String variable) {
    return Stream.of(variable, Environment.withoutFile(variable))
        .anyMatch(name -> keys.stream().anyMatch(key -> key.takesVariable(name)));
  }
}
