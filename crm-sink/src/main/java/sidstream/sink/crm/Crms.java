// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import sidstream.chassis.config.ConfigException;
import sidstream.sink.crm.logging.LoggingCrm;
import sidstream.sink.crm.rest.RestCrm;

/** Every CRM adapter there is, one line each. */
public final class Crms {

  private static final Map<String, Function<CrmConfig, Crm>> ADAPTERS =
      new TreeMap<>(Map.of("log", config -> new LoggingCrm(), "rest", RestCrm::of));

  private Crms() {}

  /**
   * The adapter that the settings name.
   *
   * @throws ConfigException with everything that is wrong in the settings, the adapter's own
   *     included
   */
  public static Crm of(CrmConfig config) {
    List<String> problems = new ArrayList<>(CrmBounds.problems(config));
    Function<CrmConfig, Crm> adapter = ADAPTERS.getOrDefault(config.adapter(), Crms::unknown);
    try {
      Crm crm = adapter.apply(config);
      if (problems.isEmpty()) {
        return crm;
      }
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
    throw new ConfigException(problems);
  }

  private static Crm unknown(CrmConfig config) {
    throw new ConfigException(
        List.of(
            "sidstream.crm.adapter = '%s' does not fit: there are %s"
                .formatted(config.adapter(), ADAPTERS.keySet())));
  }
}
