// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/**
 * What docker-compose.yml asks for, read as Compose reads it: variables filled in, environment
 * variables without a value taken from them. Knows what our file uses, no more.
 */
final class ComposeFile {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\$|\\{([A-Z0-9_]+)(?::([-?])([^}]*))?})");

  private final Map<String, String> variables;
  private final Map<String, Map<String, Object>> services;
  private final Set<String> used = new TreeSet<>();

  /**
   * @param variables what stands in .env
   */
  ComposeFile(Path file, Map<String, String> variables) throws IOException {
    this.variables = variables;
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<String, Object> all = new Yaml().load(reader);
      services = new TreeMap<>();
      map(filled(all.get("services"))).forEach((name, node) -> services.put(name, map(node)));
    }
  }

  /** Reads lines of the form NAME=value; with {@code commentedToo} also those after a #. */
  static Map<String, String> variables(Path envFile, boolean commentedToo) throws IOException {
    Pattern line = Pattern.compile((commentedToo ? "#?" : "") + "([A-Z][A-Z0-9_]*)=(.*)");
    Map<String, String> variables = new TreeMap<>();
    Files.readAllLines(envFile).stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .forEach(found -> variables.put(found.group(1), found.group(2)));
    return variables;
  }

  Set<String> services() {
    return services.keySet();
  }

  Service service(String name) {
    return new Service(name, services.get(name));
  }

  /** Names of all variables that the file refers to. */
  Set<String> used() {
    services.keySet().forEach(name -> service(name).environment());
    return used;
  }

  private Object filled(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> copy = new HashMap<>();
      map.forEach((key, value) -> copy.put(key.toString(), filled(value)));
      return copy;
    }
    if (node instanceof List<?> list) {
      return list.stream().map(this::filled).toList();
    }
    return node == null
        ? null
        : VARIABLE
            .matcher(node.toString())
            .replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult found) {
    String name = found.group(1);
    if (name == null) {
      return "$";
    }
    used.add(name);
    String value = variables.getOrDefault(name, "");
    if (value.isEmpty() && "?".equals(found.group(2))) {
      throw new IllegalArgumentException(name + " is required: " + found.group(3));
    }
    return value.isEmpty() && "-".equals(found.group(2)) ? found.group(3) : value;
  }

  @SuppressWarnings("unchecked") // filled() makes the keys of every map texts
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  /** One service; what it does not say is empty. */
  final class Service {

    private final String name;
    private final Map<String, Object> node;

    private Service(String name, Map<String, Object> node) {
      this.name = name;
      this.node = node;
    }

    String name() {
      return name;
    }

    String text(String key) {
      return node.getOrDefault(key, "").toString();
    }

    List<String> list(String key) {
      return texts(node.get(key));
    }

    /** The command of its own health check. */
    List<String> healthTest() {
      return texts(group("healthcheck").get("test"));
    }

    private Map<String, Object> group(String key) {
      return map(node.getOrDefault(key, Map.of()));
    }

    private static List<String> texts(Object list) {
      return list instanceof List<?> many
          ? many.stream().map(Object::toString).toList()
          : List.of();
    }

    Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>();
      group("environment")
          .forEach(
              (variable, value) -> {
                String passed = value == null ? variables.get(variable) : value.toString();
                if (value == null) {
                  used.add(variable);
                }
                if (passed != null) {
                  environment.put(variable, passed);
                }
              });
      return environment;
    }

    /** The environment's settings of sidstream. */
    Map<String, String> settings() {
      return environment().entrySet().stream()
          .filter(variable -> variable.getKey().startsWith("SIDSTREAM_"))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }
}
