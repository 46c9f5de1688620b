// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sidstream.chassis.config.Settings;
import sidstream.chassis.config.SharedEnvironment;

/** What each app of the one-command run is set to: by the run itself, and by the environment. */
final class AppSettings {

  /** What the run decides also where it sets nothing. */
  private static final List<String> OWN =
      List.of(
          "sidstream.ops.",
          "sidstream.crm.url",
          "sidstream.crm.headers.",
          "sidstream.http.tls.", // the callback URLs that are printed are plain
          "sidstream.kafka.client.", // broker and registry are its own
          "sidstream.registry.client.",
          "sidstream.streams.group-protocol"); // the other takes no name of a member

  private final Map<Class<?>, Map<String, String>> set;
  private final SharedEnvironment environment;

  /**
   * @param set what the run sets, by the mapping of each app
   * @throws sidstream.chassis.config.ConfigException when a variable is of no app, or of the run
   */
  AppSettings(Map<Class<?>, Map<String, String>> set, Map<String, String> environment) {
    this.set = Map.copyOf(set);
    Set<String> own =
        Stream.concat(
                OWN.stream(), set.values().stream().flatMap(values -> values.keySet().stream()))
            .collect(Collectors.toSet());
    this.environment = new SharedEnvironment(environment, List.copyOf(set.keySet()), own);
  }

  <T> T of(Class<T> mapping) {
    return Settings.load(mapping, environment.of(mapping), set.getOrDefault(mapping, Map.of()))
        .values();
  }
}
